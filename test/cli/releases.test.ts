import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { commitAll, digestOf, write } from '../release/a-project.ts';
import { aRemote, git } from '../release/a-remote.ts';
import { run } from '../package/program.ts';
import { aService, committed, listing } from './a-service.ts';

const tag = 'c'.repeat(40);
const digest = digestOf('a');
const fileOf = (environment: string): string =>
  join(service, `k8s/overlays/${environment}/release/kustomization.yaml`);
const textOf = (environment: string): string => readFileSync(fileOf(environment), 'utf8');
const ours = (...words: string[]) => run('gitops-service', words, service);
const refused = (words: readonly string[], code: number, ...messages: string[]): void => {
  const before = listing(service);
  const answer = ours(...words);
  expect(answer).toMatchObject({ code, out: '' });
  for (const message of messages) expect(answer.err).toContain(message);
  expect(listing(service)).toEqual(before);
};

let service = '';
beforeEach(() => {
  service = aService();
});

test('set-image writes tag and digest in quotes, keeps comments and touches one file', () => {
  writeFileSync(
    fileOf('dev'),
    `# ours\n${textOf('dev').replace('newTag: unreleased', 'newTag: unreleased  # by hand')}# end\n`,
  );
  const text = textOf('dev');
  const others = (): readonly string[] =>
    listing(service).filter((line) => !/^(\.gitops|k8s\/overlays\/dev\/release\S*) /.test(line));
  const before = others();
  expect(ours('set-image', 'dev', `server=${tag}@${digest}`)).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringContaining(
      'server: unreleased@sha256:000000000000 → cccccccccccc@sha256:aaaaaaaaaaaa',
    ),
  });
  expect(textOf('dev')).toBe(
    text.replace('newTag: unreleased', `newTag: "${tag}"`).replace(digestOf('0'), `"${digest}"`),
  );
  expect(others()).toEqual(before);
  expect(ours('check')).toMatchObject({ code: 0, err: '' });
});

test('a tag that only looks like a date stays a string', () => {
  expect(ours('set-image', 'dev', `server=2024-01-01@${digest}`).code).toBe(0);
  expect(textOf('dev')).toContain('newTag: "2024-01-01"');
});

test('set-image works from a folder inside the service', () => {
  committed(service);
  expect(
    run('gitops-service', ['set-image', 'dev', `server=${tag}@${digest}`], join(service, 'src'))
      .code,
  ).toBe(0);
  expect(textOf('dev')).toContain(tag);
});

test.each([['latest'], ['main'], ['1.2'], ['v1'], ['abc1234']])(
  'set-image refuses the floating tag %s',
  (floating) => {
    refused(['set-image', 'dev', `server=${floating}`], 3, floating, 'full commit SHA');
  },
);

test('an unknown component, environment or image is bad usage, and the known ones are named', () => {
  refused(['set-image', 'dev', `api=${tag}`], 2, '"api"', 'Known: server');
  refused(['set-image', 'qa', `server=${tag}`], 2, '"qa"', 'Known: dev, prod');
  refused(['promote', 'dev', 'qa'], 2, '"qa"', 'Known: dev, prod');
  refused(['promote', 'dev', 'prod', '--component', 'api'], 2, '"api"', 'Known: server');
  refused(['set-image', 'dev'], 2, '<component>=<value>');
  refused(['set-image', 'dev', 'server='], 2, 'is not an image reference');
});

test('promote copies the image to the next environment, and only there', () => {
  ours('set-image', 'dev', `server=${tag}@${digest}`);
  expect(ours('promote', 'dev', 'prod')).toMatchObject({ code: 0, err: '' });
  expect(textOf('prod')).toBe(textOf('dev'));
  expect(ours('promote', 'dev', 'prod')).toMatchObject({
    code: 0,
    out: expect.stringContaining('already'),
  });
});

test('promote refuses what is unreleased, and the wrong direction', () => {
  refused(['promote', 'dev', 'prod'], 3, 'unreleased');
  refused(['promote', 'prod', 'dev'], 3, 'dev is not promoted from prod');
});

test('--verify-source lets through an image built from the same tree, release files aside', () => {
  const commit = committed(service);
  ours('set-image', 'dev', `server=${commit}@${digest}`);
  commitAll(service);
  expect(ours('promote', 'dev', 'prod', '--verify-source')).toMatchObject({ code: 0, err: '' });
  expect(textOf('prod')).toContain(commit);
});

test('--verify-source refuses an image built from another tree, or from nowhere', () => {
  const commit = committed(service);
  ours('set-image', 'dev', `server=${commit}@${digest}`);
  writeFileSync(join(service, 'src/index.ts'), 'export {};\n');
  commitAll(service);
  refused(['promote', 'dev', 'prod', '--verify-source'], 3, 'src/index.ts');
  ours('set-image', 'dev', `server=${tag}@${digest}`);
  refused(['promote', 'dev', 'prod', '--verify-source'], 3, 'not in this clone');
  expect(ours('promote', 'dev', 'prod').code).toBe(0);
});

test('--verify-source without git says so', () => {
  ours('set-image', 'dev', `server=${tag}@${digest}`);
  const answer = run('gitops-service', ['promote', 'dev', 'prod', '--verify-source'], service, {
    PATH: service,
  });
  expect(answer).toMatchObject({ code: 2, err: expect.stringContaining('git is not installed') });
  expect(textOf('prod')).toContain('unreleased');
});

test('rollback brings back what ran before, and releases says what runs where', () => {
  const commit = committed(service);
  for (const one of [commit, '1.1.0']) {
    expect(ours('set-image', 'prod', `server=${one}@${digest}`).code).toBe(0);
    commitAll(service);
  }
  expect(ours('rollback', 'prod')).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringContaining(
      `server: 1.1.0@sha256:aaaaaaaaaaaa → ${commit.slice(0, 12)}@sha256:aaaaaaaaaaaa`,
    ),
  });
  refused(['rollback', 'prod', '--to', '7'], 3, 'earlier release(s), not 7');
  commitAll(service);
  const { running } = JSON.parse(ours('releases', '--json').out) as {
    readonly running: readonly unknown[];
  };
  expect(running).toMatchObject([
    { environment: 'dev', released: false },
    {
      environment: 'prod',
      component: 'server',
      tag: commit,
      digest,
      source: commit,
      apart: { from: 'dev', unknown: 'dev is unreleased' },
    },
  ]);
  expect(ours('releases').out).toMatch(
    /^environment +component +runs +since +release +source +apart\ndev +server +unreleased/,
  );
});

test('a release is pushed from here into another clone, or described as a pull request', () => {
  const { origin, clone } = aRemote();
  const other = clone();
  write(other, 'k8s/overlays/dev/release/kustomization.yaml', textOf('dev'));
  git(other, 'commit', '--quiet', '--all', '--message', 'service');
  git(other, 'push', '--quiet');
  const { code, out } = ours(
    'set-image',
    'dev',
    `server=${tag}@${digest}`,
    '--push',
    '--repo',
    other,
    '--message',
    'from afar',
    '--json',
  );
  expect({ code, ...(JSON.parse(out) as object) }).toMatchObject({
    code: 0,
    changed: true,
    push: { remote: 'origin', branch: 'main', attempts: 1 },
  });
  expect(git(origin, 'log', '-1', '--format=%s', 'main')).toBe('from afar');
  const described = ours(
    'set-image',
    'dev',
    `server=1.0.0@${digest}`,
    '--pull-request',
    '--repo',
    other,
  );
  expect(JSON.parse(described.out)).toMatchObject({
    branch: expect.stringMatching(/^release-dev-[0-9a-f]{12}$/) as string,
    base: 'main',
    title: 'chore(release): dev runs 1.0.0',
    body: expect.stringContaining('| server | `cccccccccccc@') as string,
  });
  refused(
    ['set-image', 'dev', `server=${tag}`, '--push', '--attempts', 'many'],
    2,
    'is not a number from 1 to 9999',
  );
  refused(['set-image', 'dev', `server=${tag}`, '--push'], 2, 'not a git repository');
});
