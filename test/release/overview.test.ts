import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { paths } from '../../src/plan/paths.ts';
import { deliver, overviewOf, setImages, tableOf } from '../../src/release/index.ts';
import type { Overview } from '../../src/release/index.ts';
import {
  aProject,
  api,
  commitAll,
  digestOf,
  plan,
  releaseFile,
  unreleased,
  web,
  write,
} from './a-project.ts';
import { aRemote, git, pushedFile, repositoryOf, serviceOf } from './a-remote.ts';

const overview = (folder: string): Promise<Overview> =>
  overviewOf(serviceOf(folder), repositoryOf(folder));
const set = (folder: string, environment: string, tag: string, push = false) =>
  deliver(
    repositoryOf(folder),
    setImages(serviceOf(folder), environment, {
      assignments: [`api=${tag}@${digestOf('1')}`],
      force: true,
      push,
    }),
    { push, pullRequest: false, message: undefined, attempts: 5 },
  );
const row = ({ running }: Overview, environment: string, component = 'api') =>
  running.find((one) => one.environment === environment && one.component === component);

test('every component of every environment has image, date, commits and distance to the one before', async () => {
  const { root, commit: older } = aProject();
  const newer = commitAll(root);
  await set(root, 'prod', older);
  const first = commitAll(root);
  await set(root, 'dev', newer);
  const second = commitAll(root);
  const found = await overview(root);
  expect(row(found, 'dev')).toEqual({
    environment: 'dev',
    component: 'api',
    from: 'working tree',
    released: true,
    tag: newer,
    digest: digestOf('1'),
    since: git(root, 'log', '-1', '--format=%cI', second),
    release: second,
    source: newer,
    apart: undefined,
  });
  expect(row(found, 'prod')).toMatchObject({
    release: first,
    source: older,
    apart: { from: 'dev', behind: 1, ahead: 0 },
  });
  expect(row(found, 'prod', 'web')).toMatchObject({
    released: false,
    since: undefined,
    apart: undefined,
  });
  const lines = tableOf(found);
  expect(lines[0]?.split(/ {2,}/)).toEqual([
    'environment',
    'component',
    'runs',
    'since',
    'release',
    'source',
    'apart',
  ]);
  expect(lines[3]).toMatch(
    new RegExp(
      `^prod +api +${older.slice(0, 12)}@sha256:111111111111 +\\d{4}-\\d\\d-\\d\\d ` +
        `\\d\\d:\\d\\d \\S+ +${first.slice(0, 12)} +${older.slice(0, 12)} +1 ` +
        'commit\\(s\\) behind dev$',
    ),
  );
  expect(lines[4]).toMatch(/^prod +web +unreleased/);
});

test('an image stands since the commit that brought it, not since the last change of the file', async () => {
  const { root } = aProject();
  await set(root, 'dev', '1.0.0');
  const brought = commitAll(root);
  write(
    root,
    paths.release('dev'),
    `${releaseFile([
      { name: api, newTag: '1.0.0', digest: digestOf('1') },
      { name: web, newTag: '2.0.0', digest: digestOf('2') },
    ])}`,
  );
  commitAll(root);
  expect(row(await overview(root), 'dev')).toMatchObject({ release: brought, source: undefined });
});

test('what is deployed is read from the branch of the remote, and a folder that says otherwise is named', async () => {
  const { clone } = aRemote();
  const folder = clone();
  await set(folder, 'prod', '1.0.0', true);
  await set(folder, 'prod', '1.1.0');
  const found = await overview(folder);
  expect(row(found, 'prod')).toMatchObject({ from: 'origin/main', tag: '1.0.0' });
  expect(found.notes.join('\n')).toContain(
    'prod: the working tree has another release than origin/main',
  );
});

test('a shallow clone says what it cannot know, and makes nothing up', async () => {
  const { origin, clone } = aRemote();
  const folder = clone();
  const built = git(folder, 'rev-parse', 'HEAD');
  for (const environment of ['dev', 'prod'])
    await set(
      folder,
      environment,
      environment === 'dev' ? pushedFile(folder, 'src/index.ts', 'newer') : built,
      true,
    );
  const shallow = join(mkdtempSync(join(tmpdir(), 'shallow-')), 'clone');
  execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${origin}`, shallow]);
  const found = await overview(shallow);
  expect(row(found, 'prod')).toMatchObject({
    tag: built,
    since: undefined,
    release: undefined,
    source: undefined,
    apart: {
      from: 'dev',
      unknown: expect.stringContaining('not a commit in this clone') as string,
    },
  });
  expect(found.notes.join('\n')).toContain('git fetch --unshallow');
  expect(tableOf(found).join('\n')).toContain('unknown');
});

test('without a repository it says what runs, and that the rest is not known', async () => {
  const root = mkdtempSync(join(tmpdir(), 'plain-'));
  for (const environment of ['dev', 'prod'])
    write(
      root,
      paths.release(environment),
      releaseFile([
        { name: api, newTag: '1.0.0', digest: digestOf('1') },
        { name: web, ...unreleased },
      ]),
    );
  const found = await overviewOf({ plan, sources: repositoryOf(root) }, repositoryOf(root));
  expect(row(found, 'prod')).toMatchObject({
    tag: '1.0.0',
    since: undefined,
    apart: { from: 'dev', behind: 0, ahead: 0 },
  });
  expect(found.notes).toEqual(['not a git repository: age, commit and distance are unknown']);
});

test('whatever a release file says, a component is one row and a note is one line', () => {
  const lines = tableOf({
    running: [
      {
        environment: 'dev',
        component: 'api',
        from: 'working tree',
        released: true,
        tag: '1.0\nprod  api  9.9.9',
        digest: 'sha256:\n',
        since: undefined,
        release: undefined,
        source: 'a\tb',
        apart: { from: 'prod', unknown: 'one\ntwo' },
      },
    ],
    notes: ['one\ntwo'],
  });
  expect(lines).toHaveLength(4);
  for (const line of lines) expect(line).not.toMatch(/[\n\t]/);
});
