import { NO } from '../../git/answer.ts';
import type { Answer } from '../../git/answer.ts';
import { isInRepository, remoteUrl } from '../../git/folder.ts';
import { askGit, failureOf, isDone, runGit } from '../../git/run.ts';

/** The GitHub repository that the folder's remote points to, as its https URL. */
export function remoteOf(root: string): Answer<{ readonly url: string }> {
  const remote = remoteUrl(root, 'origin');
  if (remote.kind !== 'yes') return remote;
  const [, owner, name] =
    /^(?:https:\/\/(?:[^@/]*@)?github\.com\/|(?:ssh:\/\/)?git@github\.com[:/])([^/\s]+)\/([^/\s]+?)(?:\.git)?\/?$/.exec(
      remote.url,
    ) ?? [];
  return owner !== undefined && name !== undefined
    ? { kind: 'yes', url: `https://github.com/${owner}/${name}` }
    : NO;
}

/** Makes a repository with a first commit, unless the folder is in one already. Says what kept it from doing so. */
export function makeFirstCommit(root: string): string | undefined {
  const inside = isInRepository(root);
  if (inside.kind === 'yes') return undefined;
  if (inside.kind === 'unknown')
    return `cannot tell whether the folder is in a git repository: ${inside.reason}`;
  const email = askGit(root, ['config', 'user.email']);
  // With 1 it says that nobody has set it.
  if (!isDone(email, 0, 1)) return `${failureOf(email).reason}; no repository was created`;
  const identity =
    email.code === 0
      ? []
      : [
          '-c',
          'user.name=create-gitops-service',
          '-c',
          'user.email=create-gitops-service@users.noreply.github.com',
        ];
  for (const words of [
    ['init', '--quiet', '--initial-branch=main'],
    ['add', '--all'],
    [...identity, 'commit', '--quiet', '--message', 'Create the service'],
  ]) {
    const run = runGit(root, words);
    if (run.kind === 'unknown') return `${run.reason}; no repository was created`;
    const { code, out, err } = run;
    if (code !== 0)
      return `git ${words.includes('commit') ? 'commit' : String(words[0])} failed: ${(out.toString() + err).trim()}`;
  }
  return undefined;
}
