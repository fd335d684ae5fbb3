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
import { releaseWarnings } from '../../src/release/index.ts';
import { aProject, api, digestOf, plan, releaseFile, unreleased, web, write } from './a-project.ts';
import { set, tag, read, refusal, released, promoted } from './command-helpers.ts';

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
  await expect(set(root, 'dev', [`api=${tag}`])).rejects.toThrow(refusal('is a symbolic link'));
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
