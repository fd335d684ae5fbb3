import { basename, resolve } from 'node:path';
import type { ConfigInput } from '../../config/schema/schema.ts';
import { dnsLabel } from '../../domain/values.ts';
import { UserError } from '../../errors.ts';
import { known } from '../../git/answer.ts';
import type { FolderFacts } from './inspect-folder.ts';
import { creationOf, withPackageManager } from './runtime.ts';

/** The flags of `create` that describe the service. */
export interface ServiceFlags {
  readonly name: string | undefined;
  readonly repository: string | undefined;
  readonly system: string | undefined;
  readonly port: string | undefined;
  readonly runtime: string | undefined;
  readonly 'package-manager': string | undefined;
  readonly registry: string | undefined;
  readonly host: readonly string[];
  readonly gateway: string | undefined;
  readonly store: readonly string[];
}

/** All that a new config is made of. */
export interface Answers {
  readonly name: string;
  readonly repository: string;
  readonly system: string | undefined;
  readonly port: number | undefined;
  readonly runtime: ConfigInput['components'][string]['runtime'];
  /** Nothing where it is the usual one. */
  readonly registry: ConfigInput['registry'];
  readonly hosts: Readonly<Record<EnvironmentName, readonly string[]>>;
  readonly gateway: string | undefined;
  readonly stores: readonly string[];
}

/** The environments that a new service starts with. */
export const environmentNames = ['dev', 'prod'] as const;
type EnvironmentName = (typeof environmentNames)[number];

/** Where a value stands in for one that only the user knows; next steps name each. */
export const PLACEHOLDER = 'REPLACE-ME';
export const BUCKET_PLACEHOLDER = 'replace-me';

/** The flags as answers. All that is wrong with them is said at once. */
export function answersOf(flags: ServiceFlags, root: string, around: FolderFacts): Answers {
  const problems: string[] = [];
  const name = flags.name ?? basename(resolve(root));
  const hosts = hostsOf(flags.host, problems);
  const port = flags.port === undefined ? undefined : Number(flags.port);
  if (port !== undefined && !Number.isInteger(port))
    problems.push(`--port: "${String(flags.port)}" is not a number`);
  if (flags.host.length > 0 && flags.gateway === undefined)
    problems.push(
      '--host requires --gateway <namespace>/<name>: the Istio Gateway that receives the traffic',
    );
  if (flags.gateway !== undefined && flags.host.length === 0)
    problems.push('--gateway requires at least one --host <env>=<host>');
  const registry = registryOf(flags.registry, problems);
  const creation = creationOf(flags.runtime);
  if (creation.packageManagers.length === 0 && flags['package-manager'] !== undefined)
    problems.push(`--package-manager requires --runtime ${withPackageManager.join(' or ')}`);
  if (problems.length > 0)
    throw new UserError(problems.join('\n'), {
      hint: 'All flags: create-gitops-service create --help',
    });
  // A name that is wrong is one problem, and not one of the repository too.
  const repository =
    flags.repository ??
    remoteIn(around) ??
    `https://github.com/${PLACEHOLDER}/${dnsLabel.safeParse(name).success ? name : PLACEHOLDER}`;
  return {
    name,
    repository,
    system: flags.system,
    port,
    runtime: creation.input(flags['package-manager'], around),
    registry,
    hosts,
    gateway: flags.gateway,
    stores: [...new Set(flags.store)],
  };
}

function remoteIn({ remote }: FolderFacts): string | undefined {
  const found = known(remote, 'which repository the folder is a clone of (or set --repository)');
  return found.kind === 'yes' ? found.url : undefined;
}

function hostsOf(flags: readonly string[], problems: string[]): Answers['hosts'] {
  const hosts: Record<EnvironmentName, string[]> = { dev: [], prod: [] };
  for (const flag of flags) {
    const [environment = '', host = ''] = flag.split(/=(.*)/s);
    const known = environmentNames.find((name) => name === environment);
    if (known === undefined || host === '')
      problems.push(`--host: "${flag}" is not <env>=<host> with ${environmentNames.join(' or ')}`);
    else hosts[known].push(host);
  }
  return hosts;
}

type Registry = NonNullable<ConfigInput['registry']>;

interface WrittenRegistry {
  /** What a config says of it; nothing of the usual one. */
  readonly written: Registry | undefined;
}

/** What each registry makes of the flag behind its name; nothing where that is not how it is written. */
const registries: {
  readonly [Kind in Registry['kind']]: (rest: string) => WrittenRegistry | undefined;
} = {
  ghcr: (rest) => (rest === '' ? { written: undefined } : undefined),
  harbor: (rest) => {
    const [, host, project] = /^:([^/]+)\/(.+)$/.exec(rest) ?? [];
    return host === undefined || project === undefined
      ? undefined
      : { written: { kind: 'harbor', host, project } };
  },
};

function registryOf(flag: string | undefined, problems: string[]): Answers['registry'] {
  if (flag === undefined) return undefined;
  const [registry] = Object.entries(registries).flatMap(([kind, read]) =>
    flag.startsWith(kind) ? (read(flag.slice(kind.length)) ?? []) : [],
  );
  if (registry === undefined)
    problems.push(`--registry: "${flag}" is not ghcr or harbor:<host>/<project>`);
  return registry?.written;
}
