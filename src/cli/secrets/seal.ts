import { textAt } from '../../disk/text-at.ts';
import { UserError } from '../../errors.ts';
import { paths } from '../../plan/paths.ts';
import type { SealingScope } from '../../plan/plan.ts';
import { projectFolder } from '../../projen/project-folder.ts';
import { runConfig } from '../../projen/run-config.ts';
import {
  environmentOf,
  inputFromText,
  inputsFromFiles,
  keepSealed,
  seal,
  type Sealed,
} from '../../secrets/index.ts';
import type { Outcome } from '../command.ts';
import { sealingOf } from './backends/index.ts';
import { askForInputs } from './ask-inputs.ts';
import { obtainCertificate, type CertificateFlags } from './certificate.ts';
import { readStdin } from './stdin.ts';

/** What was typed after `seal`. */
export interface SealRequest {
  readonly environment: string;
  readonly secret: string | undefined;
  readonly flags: CertificateFlags & {
    readonly scope: string | undefined;
    readonly stdin: boolean;
    readonly all: boolean;
    readonly remove: boolean;
  };
  readonly interactive: boolean;
}

/** Seals the plain values of an environment, wherever they come from. */
export async function sealSecrets(
  folder: string,
  { environment: name, secret, flags, interactive }: SealRequest,
): Promise<Outcome> {
  const { root, plan } = await runConfig(projectFolder(folder));
  const sealing = sealingOf(plan);
  const environment = environmentOf(plan, name);
  const scope = scopes.find((known) => known === flags.scope) ?? sealing.scope;
  const wanted = { environment, scope, secret };
  const given = flags.stdin
    ? [inputFromText(await readStdin(), wanted)]
    : inputsFromFiles(root, wanted);
  const kept = given.length === 0 ? keepSealed(root, environment, secret) : [];
  if (kept.length > 0)
    return {
      text: kept.map(keptLineOf).join('\n'),
      data: { environment: name, kept },
      code: 0,
    };
  const inputs =
    given.length === 0 && interactive ? await askForInputs(root, environment, secret) : given;
  if (inputs === 'cancelled')
    return { text: 'Cancelled; nothing was written.', data: { cancelled: true }, code: 130 };
  if (inputs.length === 0) throw nothingToSeal(name, secret);
  const { certificate, source, remarks } = obtainCertificate(root, plan, {
    ...flags,
    environment: name,
  });
  const results = seal({
    root,
    environment,
    scope,
    certificate,
    inputs,
    all: flags.all,
    plain: [],
    remove: flags.remove,
  });
  const removals = results.flatMap(({ removal }) => removal ?? []);
  const removed = removals.filter(({ kept: why }) => why === undefined).map(({ path }) => path);
  const left = inputs
    .map(({ secret: { folder: place, name: of } }) => paths.plainSecret(place, of))
    .filter((path) => textAt(root, path) !== undefined);
  return {
    text: [
      ...remarks,
      ...results.map(lineOf),
      ...removed.map((path) => `deleted ${path}`),
      ...(scope === sealing.scope
        ? []
        : [
            '',
            `The config has scope ${sealing.scope}: set secrets.scope, or "secrets status" reports these files.`,
          ]),
      ...(left.length === 0 || flags.remove
        ? []
        : [
            '',
            'Keep the plain values in the password manager, then delete the plain files, or use --remove.',
          ]),
    ].join('\n'),
    data: { environment: name, scope, certificate: source, secrets: results, removed },
    code: 0,
    ...warningsOf(results),
  };
}

/** What stayed although it was to go, and values that this certificate may not open. */
export function warningsOf(results: readonly Sealed[]): Pick<Outcome, 'warnings'> {
  const warnings = results.flatMap(({ file, forAnother, removal }) => [
    ...(removal?.kept === undefined ? [] : [`${removal.path} was not deleted: ${removal.kept}`]),
    ...(forAnother.length === 0
      ? []
      : [
          `${file}: ${forAnother.join(', ')} stays sealed for another certificate. ` +
            'If that is one of another cluster, seal it anew too.',
        ]),
  ]);
  return warnings.length === 0 ? {} : { warnings };
}

const keptLineOf = (file: string): string =>
  `${file}: it now stays in the cluster with the data store that reads it`;

/** One line about a secret: its file, and what became of its keys. */
export function lineOf({ file, sealed: fresh, unchanged, kept, missing }: Sealed): string {
  const parts = [
    ['sealed', fresh],
    ['unchanged', unchanged],
    ['kept', kept],
    ['still missing', missing],
  ] as const;
  return `${file}: ${parts
    .filter(([, keys]) => keys.length > 0)
    .map(([what, keys]) => `${what} ${keys.join(', ')}`)
    .join('; ')}`;
}

const scopes: readonly SealingScope[] = ['strict', 'namespace-wide', 'cluster-wide'];

function nothingToSeal(environment: string, secret: string | undefined): UserError {
  const file = paths.plainSecret(environment, secret ?? '*');
  return new UserError(`nothing to seal: ${file} does not exist`, {
    hint:
      `Write skeletons and fill them in: gitops-service secrets init ${environment}\n` +
      `Or pass the values on stdin: gitops-service seal ${environment} ` +
      `${secret ?? '<secret>'} --stdin`,
  });
}
