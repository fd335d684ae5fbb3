import { cpSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import { replaceFiles } from '../../write/apply.ts';
import type { Change } from '../../write/change.ts';
import { isWrite } from '../../write/change.ts';
import { git } from '../../write/git.ts';

/** The folder that kustomize builds from. */
const MANIFESTS = 'k8s';

/** Does something with a folder that is gone afterwards. */
export function withScratch<Result>(work: (folder: string) => Result): Result {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gitops-service-')));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes the folder what the project would be after the changes: the manifests copied, what stands beside them linked. */
export function changedTree(root: string, changes: readonly Change[], folder: string): void {
  for (const name of readdirSync(root)) if (name !== MANIFESTS) symlinkSync(join(root, name), join(folder, name));
  if (existsSync(join(root, MANIFESTS))) cpSync(join(root, MANIFESTS), join(folder, MANIFESTS), { recursive: true, verbatimSymlinks: true });
  const ours = changes.filter((change) => isWrite(change) && change.path.startsWith(`${MANIFESTS}/`));
  for (const { path, after } of ours) if (after === undefined) rmSync(join(folder, path));
  replaceFiles(folder, ours.flatMap(({ path, after }) => (after === undefined ? [] : [{ path, bytes: after.bytes, mode: 0o644 }])));
}

/** Makes the folder what the project was in a commit. */
export function committedTree(root: string, commit: string, folder: string): void {
  const at = (place: string, ...words: string[]): string => {
    const { code, out, err } = git(place, words, { env: { GIT_INDEX_FILE: join(folder, '.index') } });
    if (code === undefined) throw new UserError('git is not installed, and --base needs it');
    if (code !== 0) throw new UserError(`git cannot read "${commit}": ${err.split('\n')[0] ?? ''}`, { hint: 'Name a commit or branch that this clone has; fetch it first where it is only on the server.' });
    return out.toString().trim();
  };
  const id = at(root, 'rev-parse', '--verify', '--end-of-options', `${commit}^{commit}`);
  at(root, 'read-tree', `${id}:${at(root, 'rev-parse', '--show-prefix').replace(/\/$/, '')}`);
  // In a folder of the repository, git would only check out what lies below that folder.
  at(at(root, 'rev-parse', '--show-toplevel'), 'checkout-index', '--all', `--prefix=${folder}/`);
  rmSync(join(folder, '.index'), { force: true });
}

/** The environments that a tree has overlays for, by name. */
export function environmentsIn(root: string): string[] {
  const overlays = join(root, MANIFESTS, 'overlays');
  if (!existsSync(overlays)) return [];
  return readdirSync(overlays).filter((name) => existsSync(join(overlays, name, 'kustomization.yaml'))).sort();
}

/** Where kustomize finds an environment. */
export const overlayOf = (root: string, environment: string): string => join(root, MANIFESTS, 'overlays', environment);
