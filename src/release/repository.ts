import { shellWord } from '../domain/shell-word.ts';
import { UserError } from '../errors.ts';
import { NOT_INSTALLED, known } from '../git/answer.ts';
import { checkedOutBranch, isRepository } from '../git/commits.ts';
import { requireGit } from '../git/repository.ts';
import type { Repository } from '../git/repository.ts';

/** A branch of a remote. */
export interface RemoteBranch {
  readonly remote: string;
  /** Its name at the remote: `main`. */
  readonly branch: string;
}

/** Where the checked-out branch is pushed to; a detached HEAD or a branch without an upstream is refused. */
export async function upstreamOf(repository: Repository): Promise<RemoteBranch> {
  await demandRepository(repository);
  const head = known(await checkedOutBranch(repository), 'which branch is checked out');
  if (head.kind === 'no')
    throw refusal(
      'no branch is checked out, so there is no upstream to push to',
      'Check out the branch that the environment is deployed from: git switch <branch>',
    );
  const branch = head.ref.replace('refs/heads/', '');
  const upstream = await requireGit(
    repository,
    ['for-each-ref', '--format=%(upstream:remotename) %(upstream:remoteref)', head.ref],
    { what: `find the upstream branch of ${branch}` },
  );
  const [remote = '', ref = ''] = upstream.split(' ');
  if (ref === '' || remote === '' || remote === '.')
    throw refusal(
      `branch ${branch} has no upstream branch`,
      `Set it: git branch ${shellWord(`--set-upstream-to=origin/${branch}`)}`,
    );
  return { remote, branch: ref.replace('refs/heads/', '') };
}

/** Why git knows nothing of this folder, if it does not. */
export async function gitProblem(repository: Repository): Promise<string | undefined> {
  const answer = await isRepository(repository);
  if (answer.kind === 'yes') return undefined;
  return answer.kind === 'no' ? NOT_A_REPOSITORY : answer.reason;
}

const NOT_A_REPOSITORY = 'not a git repository';

/** Refuses where git is missing or does not know the folder, or the folder is in no repository. */
export async function demandRepository(repository: Repository): Promise<void> {
  const { folder } = repository;
  const answer = await isRepository(repository);
  if (answer.kind === 'unknown' && answer.reason !== NOT_INSTALLED)
    known(answer, `whether ${folder} is in a git repository`);
  if (answer.kind === 'yes') return;
  throw new UserError(answer.kind === 'no' ? NOT_A_REPOSITORY : answer.reason, {
    hint: `Install git, and run this inside a clone; searched in ${folder}`,
  });
}

const refusal = (message: string, hint: string): UserError =>
  new UserError(message, { exitCode: 3, hint });
