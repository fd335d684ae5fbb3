import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { paths } from '../../src/plan/paths.ts';
import { digestOf } from './a-project.ts';
import { aRemote, git, hook, pushedFile, tagsAt, titles } from './a-remote.ts';
import { pushed, setting, meanwhile, refusal } from './push-helpers.ts';

const dev = paths.release('dev');

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
