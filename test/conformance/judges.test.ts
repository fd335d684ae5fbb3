import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { printed } from '../judges/finding.ts';
import { judgeTree } from '../judges/judge-tree.ts';
import { suppressionsOf } from '../judges/suppressions.ts';
import { withTree } from '../judges/tree.ts';
import { sampleOf } from '../sample.ts';
import { randomTrees, routedTrees } from './trees.ts';

const examplesFolder = join(import.meta.dirname, '../../examples');
const examples = readdirSync(examplesFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ name: `examples/${name}`, folder: join(examplesFolder, name) }));
const trees = [...examples, ...routedTrees(), ...sampleOf(await randomTrees(), 9)];

test('there are examples to judge', () => {
  expect(examples).not.toEqual([]);
});

test.each(trees)('no judge dislikes anything in $name', async ({ folder }) => {
  expect((await judgeTree(folder)).map(printed).join('\n')).toBe('');
});

test.each(examples)(
  'the suppressions of $name are counted and printed',
  async ({ name, folder }) => {
    const suppressions = await withTree(folder, async (tree) => suppressionsOf(tree));
    const lines = suppressions.map(
      ({ file, line, judge, rules, reason }) => `  ${file}:${line}  ${judge} ${rules}: ${reason}`,
    );
    process.stdout.write(
      [`${name}: ${suppressions.length} suppression(s)`, ...lines, ''].join('\n'),
    );
    expect(suppressions.filter(({ reason }) => reason === '')).toEqual([]);
  },
);
