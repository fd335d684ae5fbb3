import { git as gitAnswer } from '../../write/git.ts';

/** The GitHub repository that the folder's remote points to, as its https URL. */
export function remoteOf(root: string): string | undefined {
  const { code, text } = git(root, ['remote', 'get-url', 'origin']);
  const [, owner, name] =
    /^(?:https:\/\/(?:[^@/]*@)?github\.com\/|(?:ssh:\/\/)?git@github\.com[:/])([^/\s]+)\/([^/\s]+?)(?:\.git)?\/?$/.exec(
      text,
    ) ?? [];
  return code === 0 && owner !== undefined && name !== undefined
    ? `https://github.com/${owner}/${name}`
    : undefined;
}

/** Makes a repository with a first commit, unless the folder is in one already. Says what kept it from doing so. */
export function makeFirstCommit(root: string): string | undefined {
  const inside = git(root, ['rev-parse', '--is-inside-work-tree']);
  if (inside.code === undefined) return 'git is not installed, so there is no repository yet';
  if (inside.code === 0) return undefined;
  const identity =
    git(root, ['config', 'user.email']).code === 0
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
    const { code, text } = git(root, words);
    if (code !== 0)
      return `git ${words.includes('commit') ? 'commit' : String(words[0])} failed: ${text}`;
  }
  return undefined;
}

/** What git said in a folder; no code when there is no git. */
function git(
  root: string,
  words: readonly string[],
): { readonly code: number | undefined; readonly text: string } {
  const { code, out, err } = gitAnswer(root, words);
  return { code, text: (out.toString() + err).trim() };
}
