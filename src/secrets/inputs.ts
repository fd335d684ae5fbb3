import { closeToOthers } from '../disk/permissions.ts';
import { bytesAt } from '../disk/text-at.ts';
import { utf8 } from '../disk/utf8.ts';
import { UserError } from '../errors.ts';
import { paths } from '../plan/paths.ts';
import type { EnvironmentPlan, SealingScope, SecretPlan } from '../plan/plan.ts';
import { secretOf, secretsNamed } from './find.ts';
import { refuseKnownToGit } from './known-to-git.ts';
import {
  isLines,
  parseLines,
  parseManifest,
  type PlainSecret,
  type Values,
} from './plain-secret.ts';

/** Plain values for one secret, and where they come from. */
export interface Input {
  readonly secret: SecretPlan;
  readonly values: Values;
  /** A path of the project, or a word like `stdin`. */
  readonly source: string;
  /** The bytes of the plain file that they were read from. */
  readonly bytes?: Buffer;
}

/** What plain values are wanted for. */
export interface SecretSelection {
  readonly environment: EnvironmentPlan;
  readonly scope: SealingScope;
  /** Only this secret. */
  readonly secret: string | undefined;
}

/** The plain files of an environment, closed to others; none of them may be known to git. */
export function inputsFromFiles(root: string, wanted: SecretSelection): readonly Input[] {
  const { environment, secret: only } = wanted;
  const secrets = only === undefined ? environment.secrets : secretsNamed(environment, only);
  const plain = secrets.flatMap((secret) => {
    const source = paths.plainSecret(secret.folder, secret.name);
    const bytes = bytesAt(root, source);
    return bytes === undefined ? [] : [{ secret, source, bytes }];
  });
  for (const { source } of plain) closeToOthers(root, source);
  refuseKnownToGit(
    root,
    plain.map(({ source }) => source),
  );
  return plain.map(({ secret, source, bytes }) => ({
    secret,
    source,
    bytes,
    values: valuesFor(secret, { ...wanted, source }, parseManifest(utf8(bytes, source), source)),
  }));
}

/** One Secret manifest, or lines of `KEY=value` for the secret that is named. */
export function inputFromText(text: string, wanted: SecretSelection): Input {
  const { environment, secret: only } = wanted;
  const source = 'stdin';
  if (isLines(text)) {
    if (only === undefined)
      throw new UserError('KEY=value lines require a secret', {
        hint: `Pass it: gitops-service seal ${environment.name} <secret> --stdin`,
      });
    const secret = secretOf(environment, only);
    return {
      secret,
      source,
      values: parseLines(
        text,
        source,
        secret.keys.map(({ key }) => key),
      ),
    };
  }
  const manifest = parseManifest(text, source);
  const secret = secretOf(environment, only ?? nameOf(manifest));
  return { secret, source, values: valuesFor(secret, { ...wanted, source }, manifest) };
}

function nameOf({ name }: PlainSecret): string {
  if (typeof name === 'string' && /^[a-z0-9.-]+$/.test(name)) return name;
  throw new UserError('the Secret on stdin has no name', {
    hint: 'Set metadata.name, or pass the secret after the environment.',
  });
}

/** The values of a manifest that is for this secret and no other. */
function valuesFor(
  { name, namespace, type }: SecretPlan,
  { scope, source }: Pick<SecretSelection, 'scope'> & { readonly source: string },
  manifest: PlainSecret,
): Values {
  const wrong = [
    ...(manifest.name === name
      ? []
      : [`its name is ${shown(manifest.name)}, but must be "${name}"`]),
    ...(manifest.namespace === undefined || manifest.namespace === namespace
      ? []
      : [`its namespace is ${shown(manifest.namespace)}, but must be "${namespace}"`]),
    ...((manifest.type ?? 'Opaque') === type
      ? []
      : [`its type is ${shown(manifest.type ?? 'Opaque')}, but must be "${type}"`]),
    ...(manifest.scope === undefined || manifest.scope === scope
      ? []
      : [`its annotations set scope ${manifest.scope}, but the scope must be ${scope}`]),
  ];
  if (wrong.length === 0) return manifest.values;
  throw new UserError(
    `${source} does not match the config:\n${wrong.map((line) => `  ${line}`).join('\n')}`,
    {
      exitCode: 3,
      hint:
        'Name, namespace, type and scope come from the config; ' +
        'a value sealed for another name or namespace cannot be decrypted.',
    },
  );
}

const shown = (value: unknown): string =>
  typeof value === 'string' && /^[\w./-]{1,100}$/.test(value) ? `"${value}"` : 'something else';
