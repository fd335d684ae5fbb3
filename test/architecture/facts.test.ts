import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { argocdPrefix, labelKeys, topologyKeys } from '../../src/domain/labels.ts';
import { daprKeys } from '../../src/files/messaging/dapr/sidecar.ts';
import {
  INVENTORY_PATH,
  JOURNAL_PATH,
  LOCK_PATH,
  RESCUE_FOLDER,
} from '../../src/domain/file-paths.ts';

const root = join(import.meta.dirname, '../../src');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: withoutComments(readFileSync(join(root, path), 'utf8')) }));

/** What several files need, and the one that says it. */
const facts: readonly (readonly [string, readonly string[]])[] = [
  [
    'domain/labels.ts',
    [
      argocdPrefix,
      ...[labelKeys, topologyKeys].flatMap((keys) => Object.values(keys).map((key) => `'${key}'`)),
    ],
  ],
  ['files/messaging/dapr/sidecar.ts', Object.values(daprKeys).map((key) => `'${key}'`)],
  ['domain/file-paths.ts', [INVENTORY_PATH, JOURNAL_PATH, `${LOCK_PATH}'`, RESCUE_FOLDER]],
  // What may be missing is asked for where its absence becomes a sentence.
  ['disk/working-folder.ts', ['process.cwd(']],
  ['disk/scratch.ts', ['tmpdir(', 'mkdtemp']],
];

test.each(facts)('what %s says stands nowhere else', (home, texts) => {
  const wrong = sources
    .filter(({ path }) => path !== home)
    .flatMap(({ path, text }) =>
      texts.filter((fact) => text.includes(fact)).map((fact) => `${path}: ${fact}`),
    );
  expect(wrong).toEqual([]);
});

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(?<![:'"`\w/])\/\/.*$/gm, '');
}
