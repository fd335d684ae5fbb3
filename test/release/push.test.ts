import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { paths } from '../../src/plan/paths.ts';
import { deliver, promote, rollback, setImages } from '../../src/release/index.ts';
import type { Delivery, Edit, Report } from '../../src/release/index.ts';
import { digestOf } from './a-project.ts';
import {
  aRemote,
  git,
  hook,
  pushedFile,
  repositoryOf,
  serviceOf,
  tagsAt,
  titles,
} from './a-remote.ts';

const dev = paths.release('dev');
const options: Delivery = { push: true, pullRequest: false, message: undefined, attempts: 20 };
const setting = (folder: string, environment: string, ...assignments: readonly string[]): Edit =>
  setImages(serviceOf(folder), environment, {
    assignments: assignments.map((one) => `${one}@${digestOf('1')}`),
    force: false,
    push: true,
  });
const pushed = (
  folder: string,
  edit: Edit,
  more: Partial<Delivery> = {},
  seconds = 30,
): Promise<Report> => deliver(repositoryOf(folder, seconds), edit, { ...options, ...more });
const refusal = (...texts: readonly string[]): unknown =>
  expect.objectContaining({
    exitCode: 3,
    message: expect.stringMatching(new RegExp(texts.join('[\\s\\S]*'))) as string,
  });

/** The edit, with something that happens between the fetch and the push of its first attempt. */
function meanwhile(edit: Edit, happens: () => unknown): Edit {
  let first = true;
  return async (files) => {
    const edited = await edit(files);
    if (first) await happens();
    first = false;
    return edited;
  };
}

test('a push brings one commit to the upstream, and the clone follows', async () => {
  const { origin, clone } = aRemote();
  const folder = clone();
  const report = await pushed(folder, setting(folder, 'dev', 'api=1.0.0', 'web=1.0.0'));
  expect(tagsAt(origin, 'dev')).toEqual({ api: '1.0.0', web: '1.0.0' });
  expect(git(origin, 'log', '-1', '--format=%s%n%b', 'main')).toBe(
    `chore(release): dev runs 1.0.0\napi: unreleased@${digestOf('0')} -> ` +
      `1.0.0@${digestOf('1')}\nweb: unreleased@${digestOf('0')} -> 1.0.0@${digestOf('1')}`,
  );
  expect(report.data.push).toEqual({
    remote: 'origin',
    branch: 'main',
    commit: git(origin, 'rev-parse', 'main'),
    attempts: 1,
  });
  expect(git(folder, 'rev-parse', 'HEAD', 'origin/main').split('\n')).toEqual([
    report.data.push?.commit,
    report.data.push?.commit,
  ]);
  expect(git(folder, 'status', '--porcelain')).toBe('');
  expect(git(folder, 'for-each-ref', 'refs/gitops-service')).toBe('');
});

test('local work stays: changed, staged and unpushed', async () => {
  const { origin, clone } = aRemote();
  const folder = clone();
  writeFileSync(join(folder, 'unpushed'), '');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'unpushed');
  writeFileSync(join(folder, dev), '# mine\n');
  writeFileSync(join(folder, 'staged'), 'staged');
  git(folder, 'add', 'staged');
  const before = [
    git(folder, 'status', '--porcelain'),
    git(folder, 'rev-parse', 'HEAD'),
    git(folder, 'diff', '--cached'),
  ];
  const { data } = await pushed(folder, setting(folder, 'dev', 'api=1.0.0'), { message: 'mine' });
  expect([
    git(folder, 'status', '--porcelain'),
    git(folder, 'rev-parse', 'HEAD'),
    git(folder, 'diff', '--cached'),
  ]).toEqual(before);
  expect(readFileSync(join(folder, dev), 'utf8')).toBe('# mine\n');
  expect(existsSync(join(folder, '.git/FETCH_HEAD'))).toBe(false);
  expect(data.notes.join()).toContain('was not updated');
  expect(titles(origin)).toEqual(['mine', 'project']);
});

test('what stands already makes no commit', async () => {
  const { origin, clone } = aRemote();
  const folder = clone();
  await pushed(folder, setting(folder, 'dev', 'api=1.0.0'));
  expect((await pushed(folder, setting(folder, 'dev', 'api=1.0.0'))).data).toMatchObject({
    changed: false,
  });
  expect(titles(origin)).toHaveLength(2);
});

test('when the branch moves meanwhile both arrive: another component in the same file, and sources', async () => {
  const { origin, clone } = aRemote();
  const [mine, theirs] = [clone(), clone()];
  const { data } = await pushed(
    mine,
    meanwhile(setting(mine, 'dev', 'api=1.0.0'), async () => {
      await pushed(theirs, setting(theirs, 'dev', 'web=2.0.0'));
      pushedFile(theirs, 'src/index.ts', 'newer');
    }),
  );
  expect(data.push?.attempts).toBe(2);
  expect(tagsAt(origin, 'dev')).toEqual({ api: '1.0.0', web: '2.0.0' });
  expect(titles(origin)).toEqual([
    'chore(release): dev runs 1.0.0',
    'change src/index.ts',
    'chore(release): dev runs 2.0.0',
    'project',
  ]);
  expect(git(origin, 'rev-list', '--merges', 'main')).toBe('');
});

test('pipelines that share one clone, and a shallow one, arrive too', async () => {
  const { origin, clone } = aRemote();
  const folder = clone();
  const shallow = join(mkdtempSync(join(tmpdir(), 'shallow-')), 'clone');
  git(folder, 'clone', '--quiet', '--depth=1', `file://${origin}`, shallow);
  git(shallow, 'config', 'user.name', 't');
  git(shallow, 'config', 'user.email', 't@example.com');
  pushedFile(clone(), 'src/index.ts', 'newer');
  await Promise.all(
    [
      [folder, 'dev', 'api'],
      [folder, 'dev', 'web'],
      [folder, 'prod', 'api'],
      [shallow, 'prod', 'web'],
    ].map(([at = '', environment = '', component = '']) =>
      pushed(at, setting(at, environment, `${component}=1.0.0`)),
    ),
  );
  expect([tagsAt(origin, 'dev'), tagsAt(origin, 'prod')]).toEqual([
    { api: '1.0.0', web: '1.0.0' },
    { api: '1.0.0', web: '1.0.0' },
  ]);
  expect(git(folder, 'for-each-ref', 'refs/gitops-service')).toBe('');
});

test('of two pipelines for one component the newer source wins; production refuses the older one', async () => {
  const { origin, clone } = aRemote();
  const [mine, theirs] = [clone(), clone()];
  const older = git(mine, 'rev-parse', 'HEAD');
  const newer = pushedFile(theirs, 'src/index.ts', 'newer');
  git(mine, 'pull', '--quiet');
  const { data } = await pushed(
    mine,
    meanwhile(setting(mine, 'dev', `api=${older}`, 'web=1.0.0'), () =>
      pushed(theirs, setting(theirs, 'dev', `api=${newer}`)),
    ),
  );
  expect(tagsAt(origin, 'dev')).toEqual({ api: newer, web: '1.0.0' });
  expect(data.notes[0]).toBe(
    `api: ${older.slice(0, 12)} is 1 commit(s) older than ${newer.slice(0, 12)}, which runs: ` +
      'kept (use --force to write the older one)',
  );
  await pushed(mine, setting(mine, 'prod', `api=${newer}`));
  await expect(pushed(mine, setting(mine, 'prod', `api=${older}`))).rejects.toThrow(
    refusal('would move prod backwards'),
  );
});

test('commits that somebody force-pushed away are not brought back', async () => {
  const { origin, clone } = aRemote();
  const [mine, theirs] = [clone(), clone()];
  const kept = git(origin, 'rev-parse', 'main');
  pushedFile(theirs, 'leaked.txt', 'a secret');
  await pushed(
    mine,
    meanwhile(setting(mine, 'dev', 'api=1.0.0'), () =>
      git(theirs, 'push', '--quiet', '--force', 'origin', `${kept}:refs/heads/main`),
    ),
  );
  expect(titles(origin)).toEqual(['chore(release): dev runs 1.0.0', 'project']);
});

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

test('a remote that refuses is not asked again, and the letter names the way of a bot and of a person', async () => {
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

test('hooks of the clone do not run: they look at a working tree that is not what is pushed', async () => {
  const { origin, clone } = aRemote();
  const folder = clone();
  for (const name of ['pre-commit', 'commit-msg', 'pre-push', 'post-merge'])
    hook(folder, name, `touch "${folder}/ran"\nexit 1`);
  await pushed(folder, setting(folder, 'dev', 'api=1.0.0'));
  expect(tagsAt(origin, 'dev')['api']).toBe('1.0.0');
  expect(existsSync(join(folder, 'ran'))).toBe(false);
});

test('a commit is signed where git is told to sign, and a failing signature stops the push', async () => {
  const { origin, clone } = aRemote();
  const folder = clone();
  const gpg = join(folder, '.git', 'gpg');
  writeFileSync(
    gpg,
    '#!/bin/sh\ncat >/dev/null\necho "-----BEGIN PGP SIGNATURE-----\nabc\n' +
      '-----END PGP SIGNATURE-----"\nprintf "\\n[GNUPG:] SIG_CREATED \\n" >&2\n',
    { mode: 0o755 },
  );
  git(folder, 'config', 'commit.gpgsign', 'true');
  git(folder, 'config', 'gpg.program', gpg);
  await pushed(folder, setting(folder, 'dev', 'api=1.0.0'));
  expect(git(origin, 'cat-file', 'commit', 'main')).toContain(
    'gpgsig -----BEGIN PGP SIGNATURE-----',
  );
  writeFileSync(gpg, '#!/bin/sh\nexit 1\n');
  await expect(pushed(folder, setting(folder, 'dev', 'api=2.0.0'))).rejects.toThrow(
    refusal('could not commit and sign'),
  );
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

test('a project in a folder of a repository, and in a clone beside the sources, is found there', async () => {
  const { origin, clone } = aRemote('services/orders');
  const folder = join(clone(), 'services/orders');
  const sources = aRemote().clone();
  const [older, newer] = [
    git(sources, 'rev-parse', 'HEAD'),
    pushedFile(sources, 'src/index.ts', 'newer'),
  ];
  await pushed(folder, setting(sources, 'prod', `api=${newer}`));
  expect(tagsAt(origin, 'prod', 'services/orders/')['api']).toBe(newer);
  expect(readFileSync(join(folder, paths.release('prod')), 'utf8')).toContain(newer);
  await expect(pushed(folder, setting(sources, 'prod', `api=${older}`))).rejects.toThrow(
    refusal('would move prod backwards'),
  );
});

test('a rollback that meets a newer release does not take that one away', async () => {
  const { origin, clone } = aRemote();
  const [mine, theirs] = [clone(), clone()];
  for (const tag of ['1.0.0', '1.1.0']) await pushed(mine, setting(mine, 'prod', `api=${tag}`));
  const back = (): Edit =>
    rollback(serviceOf(mine), repositoryOf(mine), {
      environment: 'prod',
      components: ['api'],
      to: '1',
    });
  await expect(
    pushed(
      mine,
      meanwhile(back(), () => pushed(theirs, setting(theirs, 'prod', 'api=1.2.0'))),
    ),
  ).rejects.toThrow(refusal('prod received another release meanwhile'));
  expect(tagsAt(origin, 'prod')['api']).toBe('1.2.0');
  await pushed(
    mine,
    meanwhile(back(), () => pushed(theirs, setting(theirs, 'prod', 'web=1.0.0'))),
  );
  expect(tagsAt(origin, 'prod')).toEqual({ api: '1.1.0', web: '1.0.0' });
  expect(titles(origin)[0]).toBe('chore(release): roll prod back to 1.1.0');
});

test('a promotion is judged by the newest commit of the branch, not by the clone', async () => {
  const { origin, clone } = aRemote();
  const [mine, theirs] = [clone(), clone()];
  const built = git(origin, 'rev-parse', 'main');
  await pushed(theirs, setting(theirs, 'dev', `api=${built}`, `web=${built}`));
  const edit = (): Edit =>
    promote(serviceOf(mine), {
      from: 'dev',
      to: 'prod',
      components: [],
      verifySource: true,
      approved: undefined,
      ifReleased: false,
      force: false,
      push: true,
    });
  await pushed(mine, edit());
  expect(tagsAt(origin, 'prod')).toEqual({ api: built, web: built });
  pushedFile(theirs, 'src/index.ts', 'newer');
  await expect(pushed(mine, edit())).rejects.toThrow(refusal('src/index.ts'));
});

test('a pull request gets a branch of its own, once for the same release, and gh opens it', async () => {
  const { origin, clone } = aRemote();
  const [mine, theirs] = [clone(), clone()];
  const bin = mkdtempSync(join(tmpdir(), 'gh-'));
  writeFileSync(
    join(bin, 'gh'),
    `#!/bin/sh\nprintf '%s\\n' "$@" >"${bin}/words"\necho https://github.com/acme/orders/pull/7\n`,
    { mode: 0o755 },
  );
  const path = process.env['PATH'] ?? '';
  process.env['PATH'] = `${bin}:${path}`;
  try {
    const first = await pushed(mine, setting(mine, 'prod', 'api=1.0.0'), { pullRequest: true });
    const again = await pushed(theirs, setting(theirs, 'prod', 'api=1.0.0'), { pullRequest: true });
    expect(first.data.pullRequest).toMatchObject({
      base: 'main',
      title: 'chore(release): prod runs 1.0.0',
      changed: true,
      url: 'https://github.com/acme/orders/pull/7',
    });
    expect(again.data.pullRequest).toEqual(first.data.pullRequest);
    expect(JSON.parse(first.lines.join('\n'))).toEqual(first.data.pullRequest);
    expect(titles(origin)).toEqual(['project']);
    expect(git(origin, 'log', '--format=%s', `main..${first.data.pullRequest?.branch ?? ''}`)).toBe(
      'chore(release): prod runs 1.0.0',
    );
    expect(readFileSync(join(bin, 'words'), 'utf8')).toMatch(
      /^pr\ncreate\n--base\nmain\n--head\nrelease-prod-[0-9a-f]{12}\n--title\nchore\(release\)/,
    );
  } finally {
    process.env['PATH'] = path;
  }
});
