import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { paths } from '../../src/plan/paths.ts';
import { rollback } from '../../src/release/index.ts';
import { aProject, commitAll, digestOf } from './a-project.ts';
import { delivered, serviceOf, repositoryOf, set, read, refusal } from './command-helpers.ts';

const back = async (root: string, to: string, components: readonly string[] = []) =>
  delivered(
    root,
    rollback(serviceOf(root), repositoryOf(root), { environment: 'prod', components, to }),
  );

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
