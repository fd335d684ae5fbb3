import { execFileSync } from 'node:child_process';
import { UserError } from '../errors.ts';

/**
 * Refuses unless the commit that an image was built from has the same tree as HEAD, the excluded paths aside.
 * Trees are compared, not histories, so a squash merge is fine.
 */
export function verifySource(root: string, tag: string, exclude: readonly string[]): void {
  if (!/^[0-9a-f]{40}$/.test(tag)) throw refusal(`"${tag}" is not a full commit sha, so the source of the image is unknown`, 'Promote an image that the deploy workflow built.');
  if (git(root, ['cat-file', '-e', `${tag}^{commit}`]) === undefined) {
    throw refusal(`the commit ${tag} that the image was built from is not in this clone`, `Fetch it first: git fetch origin ${tag}`);
  }
  // Plumbing: no setting of the user's git changes what it compares.
  const compared = git(root, ['diff-tree', '-r', '-z', '--name-only', '--relative', `${tag}^{tree}`, 'HEAD^{tree}', '--', '.', ...exclude.map((path) => `:(exclude,literal)${path}`)]);
  if (compared === undefined) throw refusal(`git cannot compare ${tag} with HEAD`, 'Run this inside the repository, with at least one commit.');
  const paths = compared.split('\0').filter((path) => path !== '');
  if (paths.length === 0) return;
  const shown = paths.slice(0, 5).join(', ') + (paths.length > 5 ? `, and ${String(paths.length - 5)} more` : '');
  throw refusal(
    `the image was not built from this tree: since ${tag.slice(0, 12)}, ${String(paths.length)} file(s) differ (${shown})`,
    'Wait until the environment before has deployed these sources, merge again, and promote that. For a hotfix, start the deploy workflow by hand with hotfix.',
  );
}

function git(root: string, words: readonly string[]): string | undefined {
  try {
    return execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new UserError('git is not installed', { hint: 'Install git, or leave out --verify-source.' });
    return undefined;
  }
}

const refusal = (message: string, hint: string): UserError => new UserError(message, { exitCode: 3, hint });
