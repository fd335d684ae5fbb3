import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { shellWord } from '../domain/shell-word.ts';
import { UserError } from '../errors.ts';
import { createCommit } from './commit.ts';
import type { Edit, EditedRelease } from './edit.ts';
import { withoutSecrets } from '../git/repository.ts';
import { messageOf } from './push.ts';
import type { Target } from './push.ts';
import { filesOfCommit } from './release-files.ts';
import { fetchBranch, push } from './remote.ts';
import type { Reached } from './remote.ts';
import { nameOfImage } from './reported-image.ts';
import type { RemoteBranch } from './repository.ts';

/** A pull request for a release. */
export interface PullRequest {
  /** Branch of its own, the same for the same images. */
  readonly branch: string;
  /** Branch that it is merged into. */
  readonly base: string;
  readonly title: string;
  /** In Markdown. */
  readonly body: string;
  /** Whether there is anything to merge. */
  readonly changed: boolean;
  /** The commit on its branch, once it is pushed. */
  readonly commit?: string;
  /** Its address, once gh has opened it. */
  readonly url?: string;
}

/** The pull request of an edit into a branch. */
export function pullRequestOf(
  edited: EditedRelease,
  base: string,
  message: string | undefined,
): PullRequest {
  const { environment, images, notes, before, after } = edited;
  const hash = createHash('sha256')
    .update(JSON.stringify(images.map((image) => image.after)))
    .digest('hex')
    .slice(0, 12);
  const rows = images.map(
    (image) =>
      `| ${image.component} | \`${nameOfImage(image.before)}\` | \`${nameOfImage(image.after)}\` |`,
  );
  const body = [
    `Images that \`${environment.name}\` runs after the merge:`,
    '',
    '| Component | Before | After |',
    '| --- | --- | --- |',
    ...rows,
    ...notes.flatMap((note) => ['', `- ${note}`]),
  ].join('\n');
  return {
    branch: `release-${environment.name}-${hash}`,
    base,
    title: message ?? edited.title,
    body,
    changed: before !== after,
  };
}

/**
 * Pushes the branch of a pull request and opens it where gh is installed.
 * The same release again finds its branch and its pull request.
 */
export async function openPullRequest(
  { repository, upstream, prefix }: Target,
  edit: Edit,
  message: string | undefined,
): Promise<{ readonly edited: EditedRelease; readonly pullRequest: PullRequest }> {
  const base = demandReached(await fetchBranch(repository, upstream), upstream);
  const edited = await edit(filesOfCommit(repository, base, prefix));
  const pullRequest = pullRequestOf(edited, upstream.branch, message);
  if (!pullRequest.changed) return { edited, pullRequest };
  const commit = await createCommit(repository, {
    parent: base,
    path: `${prefix}${edited.file}`,
    text: edited.after,
    message: messageOf(edited, message),
  });
  const branch = { ...upstream, branch: pullRequest.branch };
  const pushed = await push(repository, { ...branch, commit, expected: '' });
  const stands =
    pushed.kind === 'moved'
      ? await demandSameRelease({ repository, upstream: branch, prefix }, edited)
      : undefined;
  if (stands === undefined) demandReached(pushed, branch);
  const url = await openWithGh(repository, pullRequest);
  return {
    edited,
    pullRequest: {
      ...pullRequest,
      commit: stands ?? commit,
      ...(url === undefined ? {} : { url }),
    },
  };
}

/** The commit of a branch that holds this very release. */
async function demandSameRelease(
  { repository, upstream, prefix }: Target,
  { file, after }: EditedRelease,
): Promise<string | undefined> {
  const commit = demandReached(await fetchBranch(repository, upstream), upstream);
  const text = await filesOfCommit(repository, commit, prefix).read(file);
  if (text === after) return commit;
  throw new UserError(
    `${upstream.remote} already has a branch ${upstream.branch} with a different ${file}`,
    {
      exitCode: 3,
      hint:
        'Merge or close its pull request, delete the branch, and try again: ' +
        `git push ${shellWord(upstream.remote)} --delete ${shellWord(upstream.branch)}`,
    },
  );
}

function demandReached<T>(reached: Reached<T>, { remote, branch }: RemoteBranch): T {
  if (reached.kind === 'done') return reached.value;
  throw new UserError(`cannot reach ${branch} at ${remote}: ${reached.reason}`, {
    exitCode: 3,
    hint: 'Run the same command again to complete it.',
  });
}

/** The address of the pull request; undefined without gh. */
function openWithGh(
  { folder, seconds }: Target['repository'],
  { branch, base, title, body }: PullRequest,
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const words = [
      'pr',
      'create',
      '--base',
      base,
      '--head',
      branch,
      '--title',
      title,
      '--body',
      body,
    ];
    execFile(
      'gh',
      words,
      { cwd: folder, timeout: seconds * 1000, env: { ...process.env, GH_PROMPT_DISABLED: '1' } },
      (error, stdout, stderr) => {
        const url = /https:\/\/\S+/.exec(
          error === null || stderr.includes('already exists') ? stdout + stderr : '',
        )?.[0];
        if (error === null || url !== undefined) resolve(url);
        else if (error.code === 'ENOENT') resolve(undefined);
        else
          reject(
            new UserError(
              `branch ${branch} was pushed, but gh could not open the pull request: ${withoutSecrets(stderr).trim()}`,
              {
                exitCode: 3,
                hint: `Open it manually: gh pr create --base ${base} --head ${branch} --fill`,
              },
            ),
          );
      },
    );
  });
}
