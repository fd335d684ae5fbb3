import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { commitAll, digestOf } from '../release/a-project.ts';
import { run } from '../package/program.ts';
import { aService, committed, listing } from './a-service.ts';

const tag = 'c'.repeat(40);
const digest = digestOf('a');
const fileOf = (environment: string): string => join(service, `k8s/overlays/${environment}/release/kustomization.yaml`);
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
beforeEach(() => { service = aService(); });

test('set-image writes tag and digest in quotes, keeps comments and touches one file', () => {
  writeFileSync(fileOf('dev'), `# ours\n${textOf('dev').replace('newTag: unreleased', 'newTag: unreleased  # by hand')}# end\n`);
  const text = textOf('dev');
  const others = (): readonly string[] => listing(service).filter((line) => !/^(\.gitops|k8s\/overlays\/dev\/release\S*) /.test(line));
  const before = others();
  expect(ours('set-image', 'dev', `server=${tag}@${digest}`)).toMatchObject({ code: 0, err: '', out: expect.stringContaining('server: unreleased@sha256:000000000000 → cccccccccccc@sha256:aaaaaaaaaaaa') });
  expect(textOf('dev')).toBe(text.replace('newTag: unreleased', `newTag: "${tag}"`).replace(digestOf('0'), `"${digest}"`));
  expect(others()).toEqual(before);
  expect(ours('check')).toMatchObject({ code: 0, err: '' });
});

test('a tag that only looks like a date stays a string', () => {
  expect(ours('set-image', 'dev', `server=2024-01-01@${digest}`).code).toBe(0);
  expect(textOf('dev')).toContain('newTag: "2024-01-01"');
});

test('set-image works from a folder inside the service', () => {
  expect(run('gitops-service', ['set-image', 'dev', `server=${tag}@${digest}`], join(service, 'src')).code).toBe(0);
  expect(textOf('dev')).toContain(tag);
});

test.each([['latest'], ['main'], ['1.2'], ['v1'], ['abc1234']])('set-image refuses the floating tag %s', (floating) => {
  refused(['set-image', 'dev', `server=${floating}`], 3, floating, 'full commit sha');
});

test('an unknown component, environment or image is bad usage, and the known ones are named', () => {
  refused(['set-image', 'dev', `api=${tag}`], 2, '"api"', 'Known: server');
  refused(['set-image', 'qa', `server=${tag}`], 2, '"qa"', 'Known: dev, prod');
  refused(['promote', 'dev', 'qa'], 2, '"qa"', 'Known: dev, prod');
  refused(['promote', 'dev', 'prod', '--component', 'api'], 2, '"api"', 'Known: server');
  refused(['set-image', 'dev'], 2, '<component>=<value>');
  refused(['set-image', 'dev', 'server='], 2, 'names no image');
});

test('promote copies the image to the next environment, and only there', () => {
  ours('set-image', 'dev', `server=${tag}@${digest}`);
  expect(ours('promote', 'dev', 'prod')).toMatchObject({ code: 0, err: '' });
  expect(textOf('prod')).toBe(textOf('dev'));
  expect(ours('promote', 'dev', 'prod')).toMatchObject({ code: 0, out: expect.stringContaining('already') });
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
  const answer = run('gitops-service', ['promote', 'dev', 'prod', '--verify-source'], service, { PATH: service });
  expect(answer).toMatchObject({ code: 2, err: expect.stringContaining('git is not installed') });
  expect(textOf('prod')).toContain('unreleased');
});
