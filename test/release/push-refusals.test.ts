import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aRemote, git, hook, pushedFile, tagsAt, titles } from './a-remote.ts';
import { onKnownFiles } from '../../src/release/index.ts';
import { inventoryText } from '../../src/write/inventory.ts';
import { setting, pushed, refusal } from './push-helpers.ts';

test('a branch that never rests is given up after the attempts', async () => {
  const { origin, clone } = aRemote();
  const [mine, theirs] = [clone(), clone()];
  const edit = setting(mine, 'dev', 'api=1.0.0');
  let count = 0;
  await expect(
    pushed(
      mine,
      async (files) => {
        pushedFile(theirs, 'src/index.ts', String((count += 1)));
        return edit(files);
      },
      { attempts: 3 },
    ),
  ).rejects.toThrow(refusal('changed during each of 3 attempts'));
  expect({ count, titles: titles(origin).length }).toEqual({ count: 3, titles: 4 });
});

test('a remote that refuses is not asked again, and the message names the way of a bot and of a person', async () => {
  const { origin, clone } = aRemote();
  const folder = clone();
  hook(
    origin,
    'pre-receive',
    `echo x >>"${origin}/asked"\necho 'GH006: Protected branch update failed for refs/heads/main.' >&2\nexit 1`,
  );
  await expect(pushed(folder, setting(folder, 'dev', 'api=1.0.0'))).rejects.toThrow(
    expect.objectContaining({
      exitCode: 3,
      message: expect.stringMatching(/rejected the push to main[\s\S]*GH006/) as string,
      hint: expect.stringMatching(
        /GitHub App.*github-setup\.sh --app[\s\S]*--pull-request/,
      ) as string,
    }),
  );
  expect(readFileSync(join(origin, 'asked'), 'utf8')).toBe('x\n');
  expect(git(folder, 'status', '--porcelain', '--branch')).toBe('## main...origin/main');
});

/** Whether a process runs; a dead one that nobody has buried yet does not. */
const isAlive = (pid: number): boolean =>
  /^[^Z\s]/.test(
    spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim(),
  );

test('a remote that is not there is no remote that denies', async () => {
  const { clone } = aRemote();
  const folder = clone();
  const edit = setting(folder, 'dev', 'api=1.0.0');
  git(folder, 'remote', 'set-url', 'origin', join(folder, 'nowhere'));
  await expect(pushed(folder, edit)).rejects.toThrow(
    expect.objectContaining({
      exitCode: 3,
      message: expect.stringMatching(/^there is no repository at the URL of origin:\n/) as string,
      hint: expect.stringMatching(/git remote -v/) as string,
    }),
  );
});

test('a remote that hangs is given up in time, and nothing of git stays behind', async () => {
  const { clone } = aRemote();
  const folder = clone();
  const pids = join(folder, '.git', 'pids');
  const hang = join(folder, '.git', 'hang');
  writeFileSync(hang, `#!/bin/sh\necho $$ >>"${pids}"\nexec sleep 600\n`, { mode: 0o755 });
  git(folder, 'config', 'remote.origin.uploadpack', hang);
  await expect(pushed(folder, setting(folder, 'dev', 'api=1.0.0'), {}, 0.3)).rejects.toThrow(
    refusal('no response within 0.3 seconds'),
  );
  const started = readFileSync(pids, 'utf8').trim().split('\n').map(Number);
  expect(started).toHaveLength(3);
  await expect.poll(() => started.filter(isAlive)).toEqual([]);
});

test.each([
  ['before the commit has arrived', 'pre-receive', 2],
  ['after the commit has arrived', 'post-receive', 2],
])('a remote that dies %s gets it exactly once', async (_, name, attempts) => {
  const { origin, clone } = aRemote();
  const [mine, theirs] = [clone(), clone()];
  hook(origin, name, `[ -e "${origin}/died" ] && exit 0\ntouch "${origin}/died"\nkill -9 $PPID`);
  const { data } = await pushed(mine, setting(mine, 'dev', 'api=1.0.0'));
  expect(data.push).toMatchObject({ attempts, commit: git(origin, 'rev-parse', 'main') });
  expect(titles(origin)).toEqual(['chore(release): dev runs 1.0.0', 'project']);
  git(theirs, 'pull', '--quiet');
});

test('what arrived in a push that died is not made again over what others did since', async () => {
  const { origin, clone } = aRemote();
  const [mine, theirs] = [clone(), clone()];
  hook(
    origin,
    'post-receive',
    `[ -e "${origin}/died" ] && exit 0\ntouch "${origin}/died"\nkill -9 $PPID`,
  );
  const edit = setting(mine, 'dev', 'api=1.0.0');
  let calls = 0;
  const waiting = pushed(mine, async (files) => {
    calls += 1;
    return edit(files);
  });
  while (!existsSync(join(origin, 'died'))) await new Promise((resolve) => setTimeout(resolve, 5));
  await pushed(theirs, setting(theirs, 'dev', 'api=2.0.0'));
  await waiting;
  expect({ calls, ...tagsAt(origin, 'dev') }).toMatchObject({ calls: 1, api: '2.0.0' });
});

test('no credentials of an address are printed', async () => {
  const folder = aRemote().clone();
  git(folder, 'config', 'remote.origin.url', 'http://me:canary@127.0.0.1:1/orders.git');
  const error: unknown = await pushed(folder, setting(folder, 'dev', 'api=1.0.0')).catch(
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(/cannot reach origin.*127\.0\.0\.1/) as string,
  });
  expect(JSON.stringify([String(error), error])).not.toContain('canary');
});

test('a detached HEAD, a branch without an upstream and a branch that is gone are refused', async () => {
  const { origin, clone } = aRemote();
  const folder = clone();
  git(folder, 'switch', '--quiet', '--create', 'topic');
  await expect(pushed(folder, setting(folder, 'dev', 'api=1.0.0'))).rejects.toThrow(
    refusal('topic has no upstream branch'),
  );
  git(folder, 'switch', '--quiet', '--detach');
  await expect(pushed(folder, setting(folder, 'dev', 'api=1.0.0'))).rejects.toThrow(
    refusal('no branch is checked out'),
  );
  git(folder, 'switch', '--quiet', 'main');
  git(folder, 'config', 'branch.main.merge', 'refs/heads/gone');
  await expect(pushed(folder, setting(folder, 'dev', 'api=1.0.0'))).rejects.toThrow(
    refusal('origin has no branch gone'),
  );
  expect(titles(origin)).toEqual(['project']);
});

test('a branch that a newer version of the tool wrote meanwhile is left alone', async () => {
  const { origin, clone } = aRemote();
  const [mine, theirs] = [clone(), clone()];
  const edit = onKnownFiles(setting(mine, 'dev', 'api=1.0.0'), '1.0.0');
  const record = inventoryText({ toolVersion: '1.1.0', entries: new Map() });
  pushedFile(theirs, '.gitops/inventory.json', record);
  const head = git(origin, 'rev-parse', 'main');
  for (const pullRequest of [false, true])
    await expect(pushed(mine, edit, { pullRequest })).rejects.toThrow(
      refusal('written by create-gitops-service 1.1.0, but this is the older version 1.0.0'),
    );
  expect(git(origin, 'for-each-ref', '--format=%(objectname)')).toBe(head);
});
