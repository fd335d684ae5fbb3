import { NOT_INSTALLED } from '../../git/answer.ts';
import { isInRepository, remoteUrl } from '../../git/folder.ts';
import { runGit } from '../../git/run.ts';

/** The GitHub repository that the folder's remote points to, as its https URL. */
export function remoteOf(root: string): string | undefined {
  const remote = remoteUrl(root, 'origin');
  const [, owner, name] =
    /^(?:https:\/\/(?:[^@/]*@)?github\.com\/|(?:ssh:\/\/)?git@github\.com[:/])([^/\s]+)\/([^/\s]+?)(?:\.git)?\/?$/.exec(
      remote.kind === 'yes' ? remote.url : '',
    ) ?? [];
  return owner !== undefined && name !== undefined
    ? `https://github.com/${owner}/${name}`
    : undefined;
}

/** Makes a repository with a first commit, unless the folder is in one already. Says what kept it from doing so. */
export function makeFirstCommit(root: string): string | undefined {
  const inside = isInRepository(root);
  if (inside.kind === 'yes') return undefined;
  if (inside.kind === 'unknown')
    return `cannot tell whether the folder is in a git repository: ${inside.reason}`;
  const identity =
    runGit(root, ['config', 'user.email']).code === 0
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
    const { code, out, err } = runGit(root, words);
    if (code === undefined) return `${NOT_INSTALLED}; no repository was created`;
    if (code !== 0)
      return `git ${words.includes('commit') ? 'commit' : String(words[0])} failed: ${(out.toString() + err).trim()}`;
  }
  return undefined;
}
