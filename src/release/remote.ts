import { shellWord } from '../domain/shell-word.ts';
import { UserError } from '../errors.ts';
import { findCommit } from '../git/commits.ts';
import { git, withoutSecrets } from '../git/repository.ts';
import type { GitAnswer, Repository } from '../git/repository.ts';
import { isDone } from '../git/run.ts';
import type { RemoteBranch } from './repository.ts';

/** What became of a call to the remote: `moved` and `broken` are worth another try, everything final is a refusal. */
export type Reached<T> = { readonly kind: 'done'; readonly value: T } | Unreached;
export interface Unreached {
  readonly kind: 'moved' | 'broken';
  readonly reason: string;
}

/**
 * The newest commit of a branch, asked first and then fetched by no name: no branch of this
 * clone, remote-tracking ones included, no FETCH_HEAD and no ref of ours is made or moved.
 */
export async function fetchBranch(
  repository: Repository,
  target: RemoteBranch,
): Promise<Reached<string>> {
  const { remote, branch } = target;
  const ref = `refs/heads/${branch}`;
  const asked = await git(repository, ['ls-remote', '--quiet', remote, ref]);
  if (!isDone(asked)) return unreachedOf(asked, target);
  const commit = asked.out
    .split('\n')
    .find((line) => line.endsWith(`\t${ref}`))
    ?.replace(/\t.*/, '');
  if (commit === undefined) throw missingBranch(target);
  const fetched = await git(repository, [
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-prune',
    '--no-recurse-submodules',
    '--no-write-fetch-head',
    '--no-auto-gc',
    '--refmap=',
    remote,
    ref,
  ]);
  if (!isDone(fetched)) return unreachedOf(fetched, target);
  const found = await findCommit(repository, commit);
  if (found.kind === 'unknown') return { kind: 'broken', reason: found.reason };
  // Between the question and the fetch, the branch was moved to another history.
  return found.kind === 'yes'
    ? { kind: 'done', value: commit }
    : { kind: 'moved', reason: `${branch} was rewritten` };
}

const missingBranch = ({ remote, branch }: RemoteBranch): UserError =>
  new UserError(`${remote} has no branch ${branch}`, {
    exitCode: 3,
    hint: `Push it first: git push ${shellWord(remote)} ${shellWord(`HEAD:refs/heads/${branch}`)}`,
  });

/** A push of one commit. */
export interface Push extends RemoteBranch {
  readonly commit: string;
  /** What the branch must still be for the push to count; empty for a branch that must not exist. */
  readonly expected: string;
}

/**
 * Pushes a commit if the branch still is what it was built on, so that nobody's commit is dropped or brought back.
 * pre-push hooks do not run: they look at the working tree, which is not what is pushed.
 */
export async function push(repository: Repository, target: Push): Promise<Reached<undefined>> {
  const { remote, branch, commit, expected } = target;
  const ref = `refs/heads/${branch}`;
  const answer = await git(repository, [
    'push',
    '--porcelain',
    '--no-verify',
    '--no-follow-tags',
    '--recurse-submodules=no',
    `--force-with-lease=${ref}:${expected}`,
    remote,
    `${commit}:${ref}`,
  ]);
  if (answer.kind === 'unknown') return { kind: 'broken', reason: answer.reason };
  if (answer.code === 0) return { kind: 'done', value: undefined };
  const reason = /^!\t[^\t]*\t(.*)$/m.exec(answer.out)?.[1];
  if (reason === undefined || reason.includes('remote failed to report status'))
    return unreachedOf(answer, target);
  if (reason.includes('unpacker error')) return { kind: 'broken', reason };
  if (reason.startsWith('[rejected]') || MOVED.test(reason)) return { kind: 'moved', reason };
  throw pushRefusal(target, withoutSecrets(reason), answer.err);
}

function anyOf(...patterns: readonly string[]): RegExp {
  return new RegExp(patterns.join('|'), 'i');
}

/** What a server says when somebody else was faster. */
const MOVED = anyOf(
  'cannot lock ref',
  'failed to (?:update|lock)',
  'unable to (?:create|lock)',
  'incorrect old value',
  'already exists',
  'fetch first',
  'non-fast-forward',
  'stale info',
  'internal server error',
  'try again',
  'temporar',
);

/** What a remote says to somebody whom it does not know or let in: another try changes nothing. */
const SHUT_OUT = anyOf(
  'authentication failed',
  'could not read (?:username|password)',
  'terminal prompts disabled',
  'permission (?:to .* )?denied',
  'access denied',
  'requested url returned error: 40[13]',
  'host key verification failed',
  'protected branch',
);

/** What a remote says where there is no repository; a server says the same of one that it does not show. */
const NOT_THERE = anyOf(
  'repository .*not found',
  'does not appear to be a git repository',
  'requested url returned error: 404',
);

function unreachedOf(answer: GitAnswer, target: RemoteBranch): Unreached {
  if (answer.kind === 'unknown') return { kind: 'broken', reason: answer.reason };
  const { err } = answer;
  const { remote, branch } = target;
  if (/couldn't find remote ref/i.test(err)) throw missingBranch(target);
  if (!SHUT_OUT.test(err) && NOT_THERE.test(err))
    throw new UserError(`there is no repository at the URL of ${remote}:\n${lastLines(err)}`, {
      exitCode: 3,
      hint:
        'Nothing was pushed. Check the URL (git remote -v); a server also says so of a ' +
        'repository that the token or key of git may not see.',
    });
  if (!SHUT_OUT.test(err)) return { kind: 'broken', reason: lastLines(err) };
  throw new UserError(
    `${remote} denied access to ${branch} with these credentials:\n${lastLines(err)}`,
    {
      exitCode: 3,
      hint:
        'Nothing was pushed. Check the URL (git remote -v) and the token or key that git ' +
        'uses; in a workflow, the job needs "contents: write" or the token of a GitHub App.',
    },
  );
}

function pushRefusal({ remote, branch }: RemoteBranch, reason: string, err: string): UserError {
  return new UserError(`${remote} rejected the push to ${branch}: ${reason}${remoteLines(err)}`, {
    exitCode: 3,
    hint:
      'Nothing was pushed. On a protected branch, only a GitHub App can push release ' +
      'commits: see "Set up GitHub" in docs/first-deploy.md, and run scripts/github-setup.sh ' +
      '--app <slug>. To open a pull request instead, run the same command ' +
      'with --push --pull-request.',
  });
}

const lastLines = (err: string): string =>
  err
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-4)
    .join('\n');

function remoteLines(err: string): string {
  const lines = err
    .split('\n')
    .filter((line) => /^remote: *\S/.test(line))
    .slice(0, 6);
  return lines.length === 0 ? '' : `\n${lines.join('\n').replaceAll(/^remote: */gm, '  ')}`;
}
