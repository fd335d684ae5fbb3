import { known } from '../git/answer.ts';
import { checkedOutBranch, isRepository, prefixOf } from '../git/commits.ts';
import { git } from '../git/repository.ts';
import type { Repository } from '../git/repository.ts';
import { failureOf, isDone } from '../git/run.ts';
import { UserError } from '../errors.ts';
import { withLockSoon } from '../write/lock-soon.ts';
import type { Edit, EditedRelease } from './edit.ts';
import { readProjectFile, replaceProjectFile } from './file.ts';
import { openPullRequest, pullRequestOf } from './pull-request.ts';
import { pushEdit } from './push.ts';
import type { PushOptions, Target } from './push.ts';
import { filesOfFolder } from './release-files.ts';
import { reportOf } from './report.ts';
import type { Report } from './report.ts';
import { upstreamOf } from './repository.ts';

/** How a release gets to where it is read. */
export interface Delivery extends PushOptions {
  /** Commit and push to the upstream of the checked-out branch; otherwise the file in the folder is edited. */
  readonly push: boolean;
  /** Describe a pull request; with `push`, push its branch instead of the release and open it. */
  readonly pullRequest: boolean;
}

/**
 * Makes an edit and delivers it. A push leaves the working tree and the
 * index as they are, unless they can follow without losing anything.
 */
export async function deliver(
  repository: Repository,
  edit: Edit,
  delivery: Delivery,
): Promise<Report> {
  if (!delivery.push) return deliverInFolder(repository, edit, delivery);
  return untilStopped(repository, async (stoppable) => {
    const target = {
      repository: stoppable,
      upstream: await upstreamOf(stoppable),
      prefix: await prefixOf(stoppable),
    };
    return delivery.pullRequest
      ? deliverByPullRequest(target, edit, delivery)
      : deliverByPush(target, edit, delivery);
  });
}

async function deliverInFolder(
  repository: Repository,
  edit: Edit,
  { pullRequest, message }: Delivery,
): Promise<Report> {
  const base = pullRequest ? await baseOf(repository) : undefined;
  const edited = await writeEdit(repository.folder, edit);
  if (!pullRequest) return reportOf(edited);
  return reportOf(edited, {
    pullRequest: pullRequestOf(edited, base ?? edited.environment.branch, message),
  });
}

/** The branch that is checked out, if any. */
async function baseOf(repository: Repository): Promise<string | undefined> {
  const question = 'which branch is checked out';
  if (known(await isRepository(repository), question).kind === 'no') return undefined;
  const branch = known(await checkedOutBranch(repository), question);
  return branch.kind === 'yes' ? branch.ref.replace('refs/heads/', '') : undefined;
}

/** Writes the edit; it is made anew when somebody else, a resync or another edit, has written the file meanwhile. */
async function writeEdit(root: string, edit: Edit): Promise<EditedRelease> {
  for (;;) {
    const edited = await edit(filesOfFolder(root));
    const { file, before, after } = edited;
    if (before === after) return edited;
    const stands = await withLockSoon(root, () => {
      const isSame = readProjectFile(root, file) === before;
      if (isSame) replaceProjectFile(root, file, after);
      return isSame;
    });
    if (stands) return edited;
  }
}

async function deliverByPush(target: Target, edit: Edit, options: PushOptions): Promise<Report> {
  const { edited, push } = await pushEdit(target, edit, options);
  const stays = push === undefined ? undefined : await followCommit(target.repository, push.commit);
  const notes = [
    ...edited.notes,
    ...wrongBranch(edited, target),
    ...(stays === undefined ? [] : [stays]),
  ];
  return reportOf({ ...edited, notes }, push === undefined ? {} : { push });
}

async function deliverByPullRequest(
  target: Target,
  edit: Edit,
  { message }: PushOptions,
): Promise<Report> {
  const { edited, pullRequest } = await openPullRequest(target, edit, message);
  return reportOf(edited, { pullRequest });
}

const wrongBranch = (
  { environment: { name, branch } }: EditedRelease,
  { upstream }: Target,
): readonly string[] =>
  branch === upstream.branch
    ? []
    : [`${name} is deployed from ${branch}, but the upstream branch is ${upstream.branch}`];

/**
 * Brings the pushed commit to the checked-out branch if git can do
 * so without touching local work; otherwise says why not.
 */
async function followCommit(repository: Repository, commit: string): Promise<string | undefined> {
  const merge = await git(repository, [
    '-c',
    'merge.autoStash=false',
    'merge',
    '--quiet',
    '--ff-only',
    commit,
  ]);
  return isDone(merge)
    ? undefined
    : `the checked-out branch was not updated (${failureOf(merge).reason}); run git pull to get the commit`;
}

/** Lets Ctrl-C and a cancelled job end the calls of git and clean up after them. */
async function untilStopped<T>(
  repository: Repository,
  use: (stoppable: Repository) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let stoppedBy: keyof typeof exitCodes = 'SIGINT';
  const stops = signals.map((name) => {
    const stop = (): void => {
      stoppedBy = name;
      controller.abort();
    };
    process.on(name, stop);
    return [name, stop] as const;
  });
  try {
    return await use({ ...repository, signal: controller.signal });
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    throw new UserError('stopped', {
      exitCode: exitCodes[stoppedBy],
      hint:
        'It is unknown whether the last push arrived. Run the same command again: ' +
        'it checks and completes the push.',
    });
  } finally {
    for (const [name, stop] of stops) process.off(name, stop);
  }
}

/** As shells give them. */
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;
