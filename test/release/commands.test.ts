import {
  chmodSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { paths } from '../../src/plan/paths.ts';
import {
  deliver,
  imagesOf,
  promote,
  releaseWarnings,
  rollback,
  setImages,
} from '../../src/release/index.ts';
import type { Edit, Promotion, Report, Service } from '../../src/release/index.ts';
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

const tag = 'c'.repeat(40);
const read = (root: string, environment: string) =>
  imagesOf(readFileSync(join(root, paths.release(environment)), 'utf8'));
const promotion: Promotion = {
  from: 'dev',
  to: 'prod',
  components: [],
  verifySource: false,
  approved: undefined,
  ifReleased: false,
  force: false,
  push: false,
};
const released = (commit: string) =>
  releaseFile([
    { name: api, newTag: commit, digest: digestOf('1') },
    { name: web, newTag: commit, digest: digestOf('2') },
  ]);
const repositoryOf = (root: string) => ({ folder: root, seconds: 30 });
const serviceOf = (root: string): Service => ({ plan, sources: repositoryOf(root) });
const delivered = (root: string, edit: Edit): Promise<Report> =>
  deliver(repositoryOf(root), edit, {
    push: false,
    pullRequest: false,
    message: undefined,
    attempts: 1,
  });
const set = async (
  root: string,
  environment: string,
  assignments: readonly string[],
  force = false,
) => delivered(root, setImages(serviceOf(root), environment, { assignments, force, push: false }));
const promoted = async (root: string, more: Partial<Promotion> = {}) =>
  delivered(root, promote(serviceOf(root), { ...promotion, ...more }));
const back = async (root: string, to: string, components: readonly string[] = []) =>
  delivered(
    root,
    rollback(serviceOf(root), repositoryOf(root), { environment: 'prod', components, to }),
  );
const refusal = (text: string, exitCode = 3): unknown =>
  expect.objectContaining({ exitCode, message: expect.stringContaining(text) as string });

test('set-image writes tag and digest of a component, keeps the mode and leaves nothing else behind', async () => {
  const { root } = aProject();
  const file = join(root, paths.release('dev'));
  chmodSync(file, 0o640);
  const report = await set(root, 'dev', [`api=${api}:${tag}@${digestOf('a')}`]);
  expect(read(root, 'dev')).toEqual([
    { repository: api, tag, digest: digestOf('a') },
    { repository: web, tag: 'unreleased', digest: digestOf('0') },
  ]);
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readdirSync(dirname(file))).toEqual(['kustomization.yaml']);
  expect(report.lines).toEqual([
    'dev (k8s/overlays/dev/release/kustomization.yaml)',
    '  api: unreleased@sha256:000000000000 → cccccccccccc@sha256:aaaaaaaaaaaa',
  ]);
  expect(report.data).toMatchObject({
    environment: 'dev',
    changed: true,
    images: [{ component: 'api', after: { tag, digest: digestOf('a') } }],
  });
});

test('setting the same image again changes nothing', async () => {
  const { root } = aProject();
  await set(root, 'dev', [`api=${tag}@${digestOf('a')}`]);
  const before = readFileSync(join(root, paths.release('dev')), 'utf8');
  expect((await set(root, 'dev', [`api=${tag}@${digestOf('a')}`])).data.changed).toBe(false);
  expect(readFileSync(join(root, paths.release('dev')), 'utf8')).toBe(before);
});

test('edits of one file at the same time all stand, whoever writes first', async () => {
  const { root } = aProject();
  await Promise.all(
    ['api', 'web'].map((component) => set(root, 'dev', [`${component}=${tag}@${digestOf('a')}`])),
  );
  expect(read(root, 'dev').map((image) => image.tag)).toEqual([tag, tag]);
});

test.each([
  ['an unknown environment', 'production', [`api=${tag}`], 2, 'Known: dev, prod'],
  ['an unknown component', 'dev', [`server=${tag}`], 2, 'Known: api, web'],
  ['no component', 'dev', [tag], 2, 'components: api, web'],
  ['nothing', 'dev', [], 2, 'components: api, web'],
  ['another repository', 'dev', [`api=${web}:${tag}`], 2, 'omit it'],
  ['one component twice', 'dev', [`api=${tag}`, `api=${tag}`], 2, ''],
  ['a floating tag', 'dev', [`web=${tag}`, 'api=latest'], 3, 'full commit SHA'],
  ['a branch', 'dev', ['api=main'], 3, 'full commit SHA'],
])(
  'set-image refuses %s and writes nothing',
  async (_, environment, assignments, exitCode, hint) => {
    const { root } = aProject();
    await expect(set(root, environment, assignments)).rejects.toThrow(
      expect.objectContaining({ exitCode, hint: expect.stringContaining(hint) as string }),
    );
    expect(read(root, 'dev').every(({ tag: written }) => written === 'unreleased')).toBe(true);
  },
);

test('a release file that is a link, or is not UTF-8, is left alone', async () => {
  const { root } = aProject();
  const file = join(root, paths.release('dev'));
  write(root, 'elsewhere.yaml', readFileSync(file, 'utf8'));
  rmSync(file);
  symlinkSync(join(root, 'elsewhere.yaml'), file);
  await expect(set(root, 'dev', [`api=${tag}`])).rejects.toThrow(refusal('not a regular file'));
  expect(readFileSync(join(root, 'elsewhere.yaml'), 'utf8')).not.toContain(tag);
  const bytes = Buffer.concat([
    Buffer.from('# gr'),
    Buffer.from([0xfc]),
    Buffer.from(`n\n${released(tag)}`),
  ]);
  writeFileSync(join(root, paths.release('prod')), bytes);
  await expect(set(root, 'prod', [`api=${tag}`])).rejects.toThrow(refusal('not UTF-8'));
  expect(readFileSync(join(root, paths.release('prod')))).toEqual(bytes);
});

test('promote copies tag and digest exactly, for all components or the named ones', async () => {
  const { root } = aProject(released(tag));
  await promoted(root, { components: ['web'] });
  expect(read(root, 'prod').map((image) => image.tag)).toEqual(['unreleased', tag]);
  await promoted(root);
  expect(read(root, 'prod')).toEqual(read(root, 'dev'));
});

test('promote refuses what was never released, or without a digest, and writes nothing', async () => {
  const half = aProject(
    releaseFile([
      { name: api, newTag: tag, digest: digestOf('1') },
      { name: web, ...unreleased },
    ]),
  );
  await expect(promoted(half.root)).rejects.toThrow(refusal('unreleased'));
  const loose = aProject(released(tag).replaceAll(/ {4}digest.*\n/g, ''));
  await expect(promoted(loose.root)).rejects.toThrow(/not pinned/);
  for (const { root } of [half, loose])
    expect(read(root, 'prod').every((image) => image.tag === 'unreleased')).toBe(true);
});

test('before the first release a promotion changes nothing and says so; half a release is refused', async () => {
  const { root } = aProject();
  expect((await promoted(root, { ifReleased: true, verifySource: true })).data).toMatchObject({
    changed: false,
    notes: [expect.stringContaining('dev has no release yet')],
  });
  await set(root, 'dev', [`api=${tag}@${digestOf('a')}`]);
  await expect(promoted(root, { ifReleased: true })).rejects.toThrow(refusal('unreleased'));
});

test('promote goes one stop along the chain, in its direction', async () => {
  const { root } = aProject(released(tag));
  await expect(promoted(root, { from: 'prod', to: 'dev' })).rejects.toThrow(
    refusal('dev is not promoted from prod'),
  );
  await expect(promoted(root, { from: 'prod' })).rejects.toThrow(/not promoted from/);
});

test('with a verified source an image of this tree is promoted, release files and secrets aside', async () => {
  const { root, commit } = aProject();
  write(root, paths.release('dev'), released(commit));
  write(root, paths.sealedSecret('prod', 'orders-secrets'), 'sealed');
  commitAll(root);
  expect((await promoted(root, { verifySource: true })).data.changed).toBe(true);
});

test('with its source verified, an image built from another tree is refused and the files are named', async () => {
  const { root, commit } = aProject();
  write(root, paths.release('dev'), released(commit));
  write(root, 'src/index.ts', 'export const newer = true;\n');
  commitAll(root);
  await expect(promoted(root, { verifySource: true })).rejects.toThrow(refusal('src/index.ts'));
  expect(read(root, 'prod').every((image) => image.tag === 'unreleased')).toBe(true);
});

test.each([
  ['v1.2.3', 'not a full commit SHA'],
  [tag, 'not in this clone'],
])('with its source verified, the tag %s is refused', async (released_, message) => {
  const { root } = aProject(released(released_));
  await expect(promoted(root, { verifySource: true })).rejects.toThrow(message);
});

test('a source or release newer than the approval stops a promotion; a secret or the target does not', async () => {
  const { root, commit } = aProject(released(tag));
  write(root, paths.sealedSecret('prod', 'orders-secrets'), 'sealed');
  write(
    root,
    paths.release('prod'),
    `# remark\n${readFileSync(join(root, paths.release('prod')), 'utf8')}`,
  );
  const approved = commitAll(root);
  await expect(promoted(root, { approved: commit })).resolves.toMatchObject({
    data: { changed: true },
  });
  write(root, paths.release('dev'), released('d'.repeat(40)));
  commitAll(root);
  await expect(promoted(root, { approved })).rejects.toThrow(
    refusal('changed since the approved commit'),
  );
  await expect(promoted(root, { approved: tag })).rejects.toThrow(refusal('not in this clone'));
});

test('production never goes back by accident: an older image needs --force, or a rollback', async () => {
  const { root, commit: older } = aProject();
  const newer = commitAll(root);
  await set(root, 'prod', [`api=${newer}@${digestOf('2')}`]);
  await expect(set(root, 'prod', [`api=${older}@${digestOf('1')}`])).rejects.toThrow(
    refusal(
      `api: ${older.slice(0, 12)} is 1 commit(s) older than ${newer.slice(0, 12)}, which runs`,
    ),
  );
  write(root, paths.release('dev'), released(older));
  await expect(promoted(root, { components: ['api'] })).rejects.toThrow(
    refusal('would move prod backwards'),
  );
  expect(read(root, 'prod')[0]?.tag).toBe(newer);
  expect((await set(root, 'prod', [`api=${older}@${digestOf('1')}`], true)).data.changed).toBe(
    true,
  );
  expect((await set(root, 'prod', [`api=${newer}@${digestOf('2')}`])).data.notes).toEqual([]);
  const unknown = await set(root, 'prod', [`api=${tag}@${digestOf('3')}`]);
  expect(unknown.data.notes).toEqual([
    `api: unknown whether this is older: ${tag} is not a commit in this clone`,
  ]);
});

/** prod ran these tags of api one after the other, each committed; web ran the first one only. */
async function aHistory(
  tags: readonly string[],
): Promise<{ readonly root: string; readonly commits: readonly string[] }> {
  const { root } = aProject();
  const commits: string[] = [];
  for (const [index, one] of tags.entries()) {
    await set(root, 'prod', [
      `api=${one}@${digestOf('1')}`,
      ...(index === 0 ? [`web=${one}@${digestOf('2')}`] : []),
    ]);
    commits.push(commitAll(root));
  }
  return { root, commits };
}

const apiOf = (root: string): string | undefined => read(root, 'prod')[0]?.tag;

test('a rollback brings the image that ran before, or one further back, and says what runs', async () => {
  const { root } = await aHistory(['1.0.0', '1.1.0', '1.2.0']);
  const text = readFileSync(join(root, paths.release('prod')), 'utf8');
  const report = await back(root, '1');
  expect(report.lines.join('\n')).toContain(
    'api: 1.2.0@sha256:111111111111 → 1.1.0@sha256:111111111111',
  );
  expect(readFileSync(join(root, paths.release('prod')), 'utf8')).toBe(
    text.replace('"1.2.0"', '"1.1.0"'),
  );
  await set(root, 'prod', [`api=1.2.0@${digestOf('1')}`]);
  await back(root, '2');
  expect(apiOf(root)).toBe('1.0.0');
});

test('a second rollback goes further back, not to the image that the first one took away', async () => {
  const { root } = await aHistory(['1.0.0', '1.1.0', '1.2.0']);
  await back(root, '1');
  commitAll(root);
  await back(root, '1');
  expect(apiOf(root)).toBe('1.0.0');
});

test('a rollback to a commit writes the images of its release file and keeps remarks that came later', async () => {
  const { root, commits } = await aHistory(['1.0.0', '1.1.0', '1.2.0']);
  const file = join(root, paths.release('prod'));
  writeFileSync(file, `${readFileSync(file, 'utf8')}# later\n`);
  await back(root, commits[0]?.slice(0, 9) ?? '');
  expect(apiOf(root)).toBe('1.0.0');
  expect(readFileSync(file, 'utf8')).toMatch(/# later\n$/);
  expect((await back(root, commits[0] ?? '')).data.changed).toBe(false);
});

test('a rollback refuses what was unreleased, is no commit, or lies beyond the history', async () => {
  const { root } = await aHistory(['1.0.0', '1.1.0']);
  const before = readFileSync(join(root, paths.release('prod')), 'utf8');
  await expect(back(root, '2')).rejects.toThrow(refusal('api was unreleased'));
  await expect(back(root, '3')).rejects.toThrow(refusal('has 2 earlier release(s), not 3'));
  await expect(back(root, 'abcdef123456')).rejects.toThrow(
    refusal('commit "abcdef123456" is not in this clone'),
  );
  await expect(back(root, '--all')).rejects.toThrow(refusal('commit "--all" is not in this clone'));
  await expect(back(root, '0')).rejects.toThrow(refusal('--to 0', 2));
  await expect(back(root, '1', ['web'])).rejects.toThrow(refusal('web was unreleased'));
  expect(readFileSync(join(root, paths.release('prod')), 'utf8')).toBe(before);
});

test('an image that no component has stays in a kustomize release, and is named', async () => {
  const { root } = aProject(
    releaseFile([
      { name: api, ...unreleased },
      { name: web, ...unreleased },
      { name: 'ghcr.io/acme/nobody', ...unreleased },
    ]),
  );
  const { data } = await set(root, 'dev', [`api=${tag}@${digestOf('a')}`]);
  expect(data.notes).toEqual([
    `${paths.release('dev')}: no component has the image "ghcr.io/acme/nobody"; ` +
      `remove the entry, unless you need it for something else; known: ${api}, ${web}`,
  ]);
  expect(releaseWarnings(root, plan)).toEqual(data.notes);
});

test('a component that nobody knows is refused in a release of charts', async () => {
  const { root } = aProject();
  const image = (repository: string) =>
    `image: { repository: ${repository}, tag: x, digest: ${digestOf('1')} }`;
  write(
    root,
    paths.release('dev'),
    `api: { ${image(api)} }\nweb: { ${image(web)} }\nnobody: { image: { tag: x } }\n`,
  );
  const before = readFileSync(join(root, paths.release('dev')), 'utf8');
  await expect(set(root, 'dev', [`api=${tag}@${digestOf('a')}`])).rejects.toThrow(
    refusal(`${paths.release('dev')}: unknown component "nobody"; known: api, web`, 2),
  );
  await expect(promoted(root)).rejects.toThrow(refusal('unknown component "nobody"', 2));
  expect(readFileSync(join(root, paths.release('dev')), 'utf8')).toBe(before);
});
