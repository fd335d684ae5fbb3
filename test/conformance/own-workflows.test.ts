import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { actionlint } from '../judges/actionlint.ts';
import { printed } from '../judges/finding.ts';
import type { Tree } from '../judges/tree.ts';
import { zizmor } from '../judges/zizmor.ts';

const repository = join(import.meta.dirname, '../..');
const judges = { actionlint, zizmor };

/** A repository that holds our workflows and settings of GitHub, and nothing else. */
function ownTree(): Tree {
  const root = mkdtempSync(join(tmpdir(), 'own-workflows-'));
  mkdirSync(join(root, '.git')); // what the judges take for the top of a repository
  cpSync(join(repository, '.github'), join(root, '.github'), { recursive: true });
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
  const text = (path: string): string => readFileSync(join(root, path), 'utf8');
  return { root, files, text, overlays: [], unbuilt: [] };
}

test.each(Object.entries(judges))('%s dislikes nothing in our own workflows', async (_, judge) => {
  expect((await judge(ownTree())).map(printed).join('\n')).toBe('');
});

test.each([
  ['actionlint', 'runs-on: ubuntu-24.04', 'runs-on: ubuntu-9'],
  ['zizmor', 'permissions: {}', 'permissions: write-all'],
] as const)('%s finds what was planted', async (name, good, bad) => {
  const tree = ownTree();
  const path = '.github/workflows/release.yaml';
  writeFileSync(join(tree.root, path), tree.text(path).replace(good, bad));
  expect(await judges[name](tree)).not.toEqual([]);
});
