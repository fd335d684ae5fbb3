import { chmodSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { paths } from '../../src/plan/paths.ts';
import { imagesOf, promoteEnvironment, setImages } from '../../src/release/index.ts';
import { aProject, api, commitAll, digestOf, plan, releaseFile, unreleased, web, write } from './a-project.ts';

const tag = 'c'.repeat(40);
const read = (root: string, environment: string) => imagesOf(readFileSync(join(root, paths.release(environment)), 'utf8'));
const promotion = { from: 'dev', to: 'prod', components: [], verifySource: false };
const released = (commit: string) => releaseFile([{ name: api, newTag: commit, digest: digestOf('1') }, { name: web, newTag: commit, digest: digestOf('2') }]);

test('set-image writes tag and digest of a component, keeps the mode and leaves nothing else behind', () => {
  const { root } = aProject();
  const file = join(root, paths.release('dev'));
  chmodSync(file, 0o640);
  const report = setImages(root, plan, 'dev', [`api=${api}:${tag}@${digestOf('a')}`]);
  expect(read(root, 'dev')).toEqual([{ repository: api, tag, digest: digestOf('a') }, { repository: web, tag: 'unreleased', digest: digestOf('0') }]);
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readdirSync(dirname(file))).toEqual(['kustomization.yaml']);
  expect(report.lines).toEqual(['dev (k8s/overlays/dev/release/kustomization.yaml)', '  api: unreleased@sha256:000000000000 → cccccccccccc@sha256:aaaaaaaaaaaa']);
  expect(report.data).toMatchObject({ environment: 'dev', changed: true, images: [{ component: 'api', after: { tag, digest: digestOf('a') } }] });
});

test('setting the same image again changes nothing', () => {
  const { root } = aProject();
  setImages(root, plan, 'dev', [`api=${tag}@${digestOf('a')}`]);
  const before = readFileSync(join(root, paths.release('dev')), 'utf8');
  expect(setImages(root, plan, 'dev', [`api=${tag}@${digestOf('a')}`]).data.changed).toBe(false);
  expect(readFileSync(join(root, paths.release('dev')), 'utf8')).toBe(before);
});

test.each([
  ['an unknown environment', 'production', [`api=${tag}`], 2, 'Known: dev, prod'],
  ['an unknown component', 'dev', [`server=${tag}`], 2, 'Known: api, web'],
  ['no component', 'dev', [tag], 2, 'components: api, web'],
  ['nothing', 'dev', [], 2, 'components: api, web'],
  ['another repository', 'dev', [`api=${web}:${tag}`], 2, 'leave out the repository'],
  ['one component twice', 'dev', [`api=${tag}`, `api=${tag}`], 2, ''],
  ['a floating tag', 'dev', [`web=${tag}`, 'api=latest'], 3, 'full commit sha'],
  ['a branch', 'dev', ['api=main'], 3, 'full commit sha'],
])('set-image refuses %s and writes nothing', (_, environment, assignments, exitCode, hint) => {
  const { root } = aProject();
  expect(() => setImages(root, plan, environment, assignments)).toThrow(expect.objectContaining({ exitCode, hint: expect.stringContaining(hint) as string }));
  expect(read(root, 'dev').every(({ tag: written }) => written === 'unreleased')).toBe(true);
});

test('a release file that is a link is not followed', () => {
  const { root } = aProject();
  const file = join(root, paths.release('dev'));
  write(root, 'elsewhere.yaml', readFileSync(file, 'utf8'));
  rmSync(file);
  symlinkSync(join(root, 'elsewhere.yaml'), file);
  expect(() => setImages(root, plan, 'dev', [`api=${tag}`])).toThrow(expect.objectContaining({ exitCode: 3 }));
  expect(readFileSync(join(root, 'elsewhere.yaml'), 'utf8')).not.toContain(tag);
});

test('promote copies tag and digest exactly, for all components or the named ones', () => {
  const { root } = aProject(released(tag));
  promoteEnvironment(root, plan, { ...promotion, components: ['web'] });
  expect(read(root, 'prod').map((image) => image.tag)).toEqual(['unreleased', tag]);
  promoteEnvironment(root, plan, promotion);
  expect(read(root, 'prod')).toEqual(read(root, 'dev'));
});

test('promote refuses what was never released, or without a digest, and writes nothing', () => {
  const half = aProject(releaseFile([{ name: api, newTag: tag, digest: digestOf('1') }, { name: web, ...unreleased }]));
  expect(() => promoteEnvironment(half.root, plan, promotion)).toThrow(expect.objectContaining({ exitCode: 3, message: expect.stringContaining('unreleased') as string }));
  const loose = aProject(released(tag).replaceAll(/ {4}digest.*\n/g, ''));
  expect(() => promoteEnvironment(loose.root, plan, promotion)).toThrow(/not pinned/);
  for (const { root } of [half, loose]) expect(read(root, 'prod').every((image) => image.tag === 'unreleased')).toBe(true);
});

test('promote goes one stop along the chain, in its direction', () => {
  const { root } = aProject(released(tag));
  expect(() => promoteEnvironment(root, plan, { ...promotion, from: 'prod', to: 'dev' })).toThrow(expect.objectContaining({ exitCode: 3 }));
  expect(() => promoteEnvironment(root, plan, { ...promotion, from: 'prod' })).toThrow(/not promoted from/);
});

test('with its source verified, an image built from this tree is promoted, release files and secrets aside', () => {
  const { root, commit } = aProject();
  write(root, paths.release('dev'), released(commit));
  write(root, paths.sealedSecret('prod', 'orders-secrets'), 'sealed');
  commitAll(root);
  expect(promoteEnvironment(root, plan, { ...promotion, verifySource: true }).data.changed).toBe(true);
});

test('with its source verified, an image built from another tree is refused and the files are named', () => {
  const { root, commit } = aProject();
  write(root, paths.release('dev'), released(commit));
  write(root, 'src/index.ts', 'export const newer = true;\n');
  commitAll(root);
  expect(() => promoteEnvironment(root, plan, { ...promotion, verifySource: true })).toThrow(expect.objectContaining({ exitCode: 3, message: expect.stringContaining('src/index.ts') as string }));
  expect(read(root, 'prod').every((image) => image.tag === 'unreleased')).toBe(true);
});

test.each([['v1.2.3', 'not a full commit sha'], [tag, 'not in this clone']])('with its source verified, the tag %s is refused', (released_, message) => {
  const { root } = aProject(released(released_));
  expect(() => promoteEnvironment(root, plan, { ...promotion, verifySource: true })).toThrow(message);
});
