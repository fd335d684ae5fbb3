import {
  nodePackageManagerNames,
  type NodePackageManagerName,
} from '../../plan/runtime/package-managers.ts';

/** The package manager that runs us, as in `bun create gitops-service`. */
export interface StartedBy {
  /** As it calls itself. */
  readonly name: string;
  /** The same, where a service can have it. */
  readonly supported: NodePackageManagerName | undefined;
}

/** Which package manager runs us; nothing where we were started by hand. */
export function startedBy(env: NodeJS.ProcessEnv = process.env): StartedBy | undefined {
  // Such as "pnpm/10.34.9 npm/? node/v24.11.1 linux x64".
  const [, name] = /^([a-z][a-z-]{0,20})\/\d/.exec(env['npm_config_user_agent'] ?? '') ?? [];
  if (name === undefined) return undefined;
  return { name, supported: nodePackageManagerNames.find((known) => known === name) };
}

/** Why a new service has another package manager than the one that runs us, where it cannot have that one. */
export const otherManagerNote = (
  used: NodePackageManagerName,
  by: StartedBy | undefined,
): string | undefined =>
  by === undefined || by.supported !== undefined
    ? undefined
    : `${by.name} is not supported in a service yet, so this one uses ${used} ` +
      `(--package-manager: ${nodePackageManagerNames.join(' or ')})`;
