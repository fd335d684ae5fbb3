import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { fromHere } from '../../disk/working-folder.ts';
import { ownedAt } from '../../disk/owned-at.ts';
import { textAt } from '../../disk/text-at.ts';
import { typedBytes } from '../../disk/typed-file.ts';
import { whatIsAt } from '../../disk/what-is-at.ts';
import { UserError } from '../../errors.ts';
import { requireOwn } from '../../git/require-own.ts';
import { topLevelOf } from '../../git/top-level.ts';
import { paths } from '../../plan/paths.ts';
import type { Plan } from '../../plan/plan.ts';
import { projectFolder } from '../../projen/project-folder.ts';
import { runConfig } from '../../projen/run-config.ts';
import {
  currentContext,
  dayOf,
  environmentOf,
  fetchCertificate,
  MAX_CERTIFICATE_BYTES,
  parseCertificate,
  refuseOutdated,
  type Certificate,
} from '../../secrets/index.ts';
import { replaceFiles } from '../../write/apply.ts';
import { withLock } from '../../write/lock.ts';
import type { Outcome } from '../command.ts';
import { sealingOf } from './backends/index.ts';

/** Where a certificate may come from: a file, the cluster of a kubeconfig context, or what the repository has. */
export interface CertificateFlags {
  readonly cert: string | undefined;
  readonly context: string | undefined;
}

/** A certificate that may be used now, and what to tell about where it came from. */
export interface FoundCertificate {
  readonly certificate: Certificate;
  readonly source: string;
  readonly remarks: readonly string[];
}

/** The certificate to seal with; one that is fetched stands in the repository from then on. */
export function obtainCertificate(
  root: string,
  plan: Plan,
  { environment, cert, context }: CertificateFlags & { readonly environment: string },
): FoundCertificate {
  if (cert !== undefined && context !== undefined)
    throw new UserError('--cert and --context cannot be used together', {
      hint: 'Use one of them.',
    });
  const path = paths.sealingCertificate(environment);
  if (cert !== undefined)
    return parseUsableCertificate(readCertificateFile(cert), cert, environment);
  const committed = context === undefined ? textAt(root, path) : undefined;
  return committed === undefined
    ? storeFetchedCertificate(root, plan, { environment, context })
    : parseUsableCertificate(committed, path, environment);
}

/** Fetches the certificate of an environment and keeps it in the repository. */
export async function updateCertificate(
  folder: string,
  name: string,
  context: string | undefined,
): Promise<Outcome> {
  const { root, plan } = await runConfig(projectFolder(folder));
  sealingOf(plan);
  const { name: environment } = environmentOf(plan, name);
  const {
    certificate: { from, until },
    remarks,
  } = storeFetchedCertificate(root, plan, { environment, context });
  return {
    text: [...remarks, `Valid from ${dayOf(from)} to ${dayOf(until)}.`].join('\n'),
    data: { environment, file: paths.sealingCertificate(environment), from, until },
    code: 0,
  };
}

function storeFetchedCertificate(
  root: string,
  plan: Plan,
  { environment, context }: { readonly environment: string; readonly context: string | undefined },
): FoundCertificate {
  const path = paths.sealingCertificate(environment);
  const answer = fetchCertificate(sealingOf(plan), context);
  const found = parseUsableCertificate(answer, 'the certificate of the controller', environment);
  const { pem } = found.certificate;
  if (textAt(root, path) !== pem)
    withLock(root, () => {
      replaceFiles(root, [{ path, bytes: Buffer.from(pem), mode: 0o644 }]);
    });
  return {
    ...found,
    source: path,
    remarks: [
      `${path} is now the certificate of the cluster of context ` +
        `"${context ?? currentContext()}". It is public: commit it.`,
    ],
  };
}

function parseUsableCertificate(
  pem: string,
  source: string,
  environment: string,
): FoundCertificate {
  const certificate = parseCertificate(pem, source);
  refuseOutdated(certificate, source, {
    now: new Date(),
    fetch: `gitops-service secrets certificate ${environment}`,
  });
  return { certificate, source, remarks: [] };
}

/** The text of a certificate file, a pipe too; no more of it than a certificate may have. */
function readCertificateFile(file: string): string {
  requireOwnFile(fromHere(file));
  try {
    // A certificate is ASCII; what stands around it is left out.
    return typedBytes(fromHere(file), MAX_CERTIFICATE_BYTES)?.toString('latin1') ?? TOO_MUCH;
  } catch (error) {
    // The path may be a secret, for whoever mixes up flags, and the error quotes it.
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new UserError(`cannot read the file of --cert: ${REASONS[code] ?? code}`, {
      hint: 'Pass the path of a certificate in PEM form.',
    });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'it does not exist',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
};

/** A text that is refused for its length. */
const TOO_MUCH = ' '.repeat(MAX_CERTIFICATE_BYTES + 1);

/** Whoever may change a certificate can read what is sealed with it. */
function requireOwnFile(file: string): void {
  // What is no file may be a secret: opening it says what is wrong, without its name.
  const { kind } = whatIsAt(file);
  if (kind === 'absent' || kind === 'unknown') return;
  const folder = realpathSync(dirname(file));
  const top = topLevelOf(folder);
  requireOwn(top.kind === 'yes' ? top.folder : folder, {
    handedOver: [...ownedAt(folder), ...ownedAt(file)],
  });
}
