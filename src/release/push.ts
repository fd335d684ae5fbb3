import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import { isAncestor } from '../git/commits.ts';
import type { Repository } from '../git/repository.ts';
import { createCommit } from './commit.ts';
import type { Edit, EditedRelease } from './edit.ts';
import { filesOfCommit } from './release-files.ts';
import { fetchBranch, push } from './remote.ts';
import type { Reached, Unreached } from './remote.ts';
import type { RemoteBranch } from './repository.ts';

/** A branch that release commits go to. */
export interface Target {
  readonly repository: Repository;
  readonly upstream: RemoteBranch;
  /** Path of the project in the repository. */
  readonly prefix: string;
}

/** How to push. */
export interface PushOptions {
  /** How often to begin anew on the newest commit. */
  readonly attempts: number;
  /** First line of the commit; the edit's own when undefined. */
  readonly message: string | undefined;
}

/** A release commit at the remote. */
export interface Pushed {
  readonly remote: string;
  readonly branch: string;
  readonly commit: string;
  readonly attempts: number;
}

/**
 * A remote that does not answer is asked this often in a row at
 * most: each time may last as long as a call of git may.
 */
const BROKEN_ATTEMPTS = 3;

/**
 * Makes an edit on the newest commit of the branch and pushes it, until it is there.
 * The edit is computed anew at each attempt, which is a rebase that
 * cannot conflict. Without a change nothing is committed.
 */
export async function pushEdit(
  target: Target,
  edit: Edit,
  { attempts, message }: PushOptions,
): Promise<{ readonly edited: EditedRelease; readonly push?: Pushed }> {
  const sent: Sent[] = [];
  let failures = 0;
  let last: Unreached = { kind: 'moved', reason: '' };
  for (let attempt = 1; attempt <= attempts && failures < BROKEN_ATTEMPTS; attempt += 1) {
    if (attempt > 1)
      await pause(
        waitOf(attempt),
        undefined,
        target.repository.signal === undefined ? {} : { signal: target.repository.signal },
      );
    const reached = await tryPush(target, edit, { message, sent });
    if (reached.kind === 'done') {
      const { edited, commit } = reached.value;
      return {
        edited,
        ...(commit === undefined
          ? {}
          : { push: { ...target.upstream, commit, attempts: attempt } }),
      };
    }
    failures = reached.kind === 'broken' ? failures + 1 : 0;
    last = reached;
  }
  throw giveUpError(target, attempts, last);
}

/** A commit that was sent, and of which nobody knows whether it arrived. */
interface Sent {
  readonly edited: EditedRelease;
  readonly commit: string;
}

interface Attempt {
  readonly message: string | undefined;
  readonly sent: Sent[];
}

async function tryPush(
  { repository, upstream, prefix }: Target,
  edit: Edit,
  { message, sent }: Attempt,
): Promise<Reached<{ readonly edited: EditedRelease; readonly commit: string | undefined }>> {
  const base = await fetchBranch(repository, upstream);
  if (base.kind !== 'done') return base;
  // The connection may have died after the push had arrived: to make the edit again would undo what others did since.
  for (const arrived of sent) {
    const isIn = await isAncestor(repository, arrived.commit, base.value);
    if (isIn.kind === 'yes') return { kind: 'done', value: arrived };
    if (isIn.kind === 'unknown') return { kind: 'broken', reason: isIn.reason };
  }
  const edited = await edit(filesOfCommit(repository, base.value, prefix));
  if (edited.before === edited.after) return { kind: 'done', value: { edited, commit: undefined } };
  const commit = await createCommit(repository, {
    parent: base.value,
    path: `${prefix}${edited.file}`,
    text: edited.after,
    message: messageOf(edited, message),
  });
  const pushed = await push(repository, { ...upstream, commit, expected: base.value });
  if (pushed.kind === 'done') return { kind: 'done', value: { edited, commit } };
  if (pushed.kind === 'broken') sent.push({ edited, commit });
  return pushed;
}

/** The title, and what was and what is, for people who read the log. */
export function messageOf(
  { title, images, notes }: EditedRelease,
  message: string | undefined,
): string {
  const lines = images.map(
    ({ component, before, after }) => `${component}: ${nameOf(before)} -> ${nameOf(after)}`,
  );
  return `${[message ?? title, [...lines, ...notes].join('\n')].join('\n\n')}\n`;
}

const nameOf = ({
  tag,
  digest,
}: {
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}): string => [tag, digest].filter((part) => part !== undefined).join('@');

/** Milliseconds, by chance and longer each time, so that pipelines that met once do not meet again. */
const waitOf = (attempt: number): number =>
  Math.round(Math.random() * Math.min(8000, 250 * 2 ** (attempt - 1)));

function giveUpError(
  { upstream: { remote, branch } }: Target,
  attempts: number,
  { kind, reason }: Unreached,
): UserError {
  if (kind === 'moved')
    return new UserError(
      `cannot push the release: ${branch} changed during each of ${String(attempts)} attempts`,
      { exitCode: 3, hint: 'Nothing was pushed. Run the command again, or increase --attempts.' },
    );
  return new UserError(`cannot reach ${remote}: ${reason}`, {
    exitCode: 3,
    hint:
      'It is unknown whether the last push arrived. Run the same command again: ' +
      'it checks and completes the push. For a slow remote, increase --timeout.',
  });
}
