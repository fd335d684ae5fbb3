import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { paths } from '../../src/plan/paths.ts';
import { aProject, commitAll, digestOf, write } from './a-project.ts';
import { released, promoted, refusal, read, tag, set } from './command-helpers.ts';

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
