import { posix } from 'node:path';
import { bytesAt } from '../disk/text-at.ts';
import { UserError } from '../errors.ts';
import { paths } from '../plan/paths.ts';
import { replaceFiles } from '../write/apply.ts';
import { refuseConcurrentEdits } from '../write/concurrent-edit.ts';
import { withLock } from '../write/lock.ts';
import {
  closeLocalFolder,
  FINGERPRINTS_PATH,
  readFingerprints,
  withFingerprints,
  type Fingerprints,
} from './fingerprints.ts';
import { withCopies } from './copies.ts';
import type { Input } from './inputs.ts';
import { withListed } from './kustomization.ts';
import { refuseSealedOutside } from './outside-checkout.ts';
import { removePlain, type PlainFile } from './remove-plain.ts';
import { sealInput, type SealedFile } from './seal-input.ts';
import type { Edit, SealResult, Sealing } from './sealing.ts';
import { problemsOf } from './values.ts';

/** Seals what has changed, lists the files in the kustomization, and writes all of it or nothing. */
export function seal(sealing: Sealing): readonly SealResult[] {
  const { root, environment } = sealing;
  const inputs = withCopies(environment, sealing.inputs);
  refuseProblems(sealing.inputs);
  refuseSealedOutside(root, environment);
  return withLock(root, () => {
    closeLocalFolder(root);
    const plain = inputs.map((input) => plainFileOf(sealing, input));
    const prints = readFingerprints(root);
    const files = inputs.map((input) => sealInput(sealing, input, prints));
    replaceUnlessEdited(root, [
      ...files.map(({ report, before, text }) => edited(report.file, before, text)),
      ...[...new Set(inputs.map(({ secret }) => secret.folder))].map((folder) =>
        listEdit(
          root,
          folder,
          inputs
            .filter(({ secret }) => secret.folder === folder)
            .map(({ secret }) => posix.basename(paths.sealedSecret(folder, secret.name))),
        ),
      ),
      ...sealing.plain,
    ]);
    remember(root, prints, files);
    return sealing.remove === true
      ? files.map((file, index) => removed(root, file, plain[index]))
      : files.map(({ report }) => report);
  });
}

const edited = (path: string, before: Buffer | undefined, text: string): Edit => ({
  path,
  before,
  bytes: Buffer.from(text),
  mode: 0o644,
});

function listEdit(root: string, folder: string, files: readonly string[]): Edit {
  const path = paths.secrets(folder, 'kustomization.yaml');
  return edited(path, bytesAt(root, path), withListed(root, folder, files));
}

/** Replaces the files that differ; none of them if somebody saved one meanwhile. */
function replaceUnlessEdited(root: string, edits: readonly Edit[]): void {
  const changed = edits.filter(({ before, bytes }) => before?.equals(bytes) !== true);
  replaceFiles(root, changed, {
    beforeMoving: () => {
      refuseConcurrentEdits(root, changed);
    },
  });
}

function remember(root: string, prints: Fingerprints, files: readonly SealedFile[]): void {
  const text = withFingerprints(
    prints,
    files.flatMap(({ values }) => values),
  );
  replaceFiles(root, [{ path: FINGERPRINTS_PATH, bytes: Buffer.from(text), mode: 0o600 }]);
}

/** The plain file of an input as it was read, or as it is where the values come from elsewhere. */
function plainFileOf({ root }: Sealing, { secret, bytes }: Input): Omit<PlainFile, 'standing'> {
  const path = paths.plainSecret(secret.folder, secret.name);
  return { path, before: bytes ?? bytesAt(root, path) };
}

/** What became of a secret, its plain file too: only what is read back from the disk counts as sealed. */
function removed(
  root: string,
  { report, text, values }: SealedFile,
  plain: Omit<PlainFile, 'standing'> | undefined,
): SealResult {
  const stands = bytesAt(root, report.file)?.equals(Buffer.from(text)) === true;
  const standing = new Map(stands ? values.map(({ key, value }) => [key, value]) : []);
  const removal = plain === undefined ? undefined : removePlain(root, { ...plain, standing });
  return removal === undefined ? report : { ...report, removal };
}

function refuseProblems(inputs: readonly Input[]): void {
  const problems = inputs
    .map(({ secret, values, source }) => ({ source, lines: problemsOf(secret, values) }))
    .filter(({ lines }) => lines.length > 0);
  if (problems.length === 0) return;
  const text = problems
    .map(({ source, lines }) => `${source}\n${lines.map((line) => `  ${line}`).join('\n')}`)
    .join('\n');
  throw new UserError(`nothing was sealed:\n${text}`, {
    hint: 'Fill in or correct these values, then try again.',
  });
}
