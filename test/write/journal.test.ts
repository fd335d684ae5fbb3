import { existsSync, readdirSync, symlinkSync, truncateSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isClean } from '../../src/write/change.ts';
import { parseInventory } from '../../src/write/inventory.ts';
import { emptyJournal, journalText, parseJournal } from '../../src/write/journal.ts';
import type { Journal, JournalFile } from '../../src/write/journal.ts';
import { withLock } from '../../src/write/lock.ts';
import { replaceFiles } from '../../src/write/apply.ts';
import { temporaryOf } from '../../src/write/place-files.ts';
import { eject } from '../../src/write/records.ts';
import { leave } from '../../src/write/leave.ts';
import { planChanges, resync } from '../../src/write/resync.ts';
import { sha256Of } from '../../src/write/text-state.ts';
import { killedAt } from '../faults/kill.ts';
import { bytesOf, isOfTheRun } from './lived-folder.ts';
import { aFile, aFolder, get, options, put, treeOf } from './helpers.ts';

const path = '.gitops/journal.json';
const hash = sha256Of('x');
const entry = {
  path: 'a.yaml',
  ownership: 'managed',
  sha256: [hash],
  executable: false,
  ours: undefined,
} as const;
const file: JournalFile = { path: 'a.yaml', before: undefined, after: hash, entry };
const journal: Journal = {
  toolVersion: '1.2.3',
  inventory: hash,
  files: [file, { path: 'b', before: hash, after: undefined, entry: undefined }],
  unrecorded: ['src/c'],
  folders: ['k8s', 'k8s/base'],
};

test('a journal is read as it was written', () => {
  expect(parseJournal(Buffer.from(journalText(journal)))).toEqual(journal);
  expect(parseJournal(Buffer.from(journalText(emptyJournal)))).toEqual(emptyJournal);
});

/** As it is written, with other lines. */
function withLines(header: object, ...rows: readonly unknown[]): string {
  const lines = `${rows.map((row) => `,${JSON.stringify(row)}\n`).join('')}]\n`;
  const first = { format: 1, tool: '1.2.3', inventory: null, lines: sha256Of(lines), ...header };
  return `[${JSON.stringify(first)}\n${lines}`;
}

const row = { path: 'mine.txt', before: null, after: sha256Of('mine\n') };
const text = journalText(journal);
const corrupt: readonly (readonly [string, string])[] = [
  ['empty', ''],
  ['no JSON', '{'],
  ['not a list', '{}'],
  ['a list of words', '["x"]'],
  ['cut off', text.slice(0, text.length / 2)],
  ['without its last line', `${text.split('\n').slice(0, -3).join('\n')}\n]\n`],
  ['edited', text.replace('"path":"b"', '"path":"mine.txt"')],
  ['without its first line', `[${text.split('\n').slice(1).join('\n').slice(1)}`],
  ['of a format that is no number', withLines({ format: '1' }, row)],
  ['of a version that is none', withLines({ tool: '../1' }, row)],
  ['of no version', withLines({ tool: 1 }, row)],
  ['of an inventory that is no hash', withLines({ inventory: 'x' }, row)],
  ...[
    '',
    '/etc/passwd',
    '../mine.txt',
    'a/../../x',
    '.git/config',
    path,
    '.gitops/lock.x',
    'a\u001b[2J',
    7,
  ].map((each): readonly [string, string] => [
    `about the path ${JSON.stringify(each)}`,
    withLines({}, { ...row, path: each }),
  ]),
  ...['/tmp', '..', '.git', '.gitops/rescued', 7].map((folder): readonly [string, string] => [
    `about the folder ${JSON.stringify(folder)}`,
    withLines({}, { folder }),
  ]),
  ['with a hash that is none', withLines({}, { ...row, after: 'x' })],
  ['without a hash', withLines({}, { path: 'mine.txt', after: null })],
  ['with the entry of another file', withLines({}, { ...row, entry: { ...entry, path: 'other' } })],
  ['with an entry that is none', withLines({}, { ...row, entry: 'managed' })],
  [
    'with an owner that is none',
    withLines({}, { ...row, entry: { ...row, ownership: 'me', sha256: hash } }),
  ],
];

test.each(corrupt)(
  'a journal that is %s is refused by every run, and nothing changes',
  (_, content) => {
    const root = aFolder({ 'mine.txt': 'mine\n', [path]: content });
    const before = treeOf(root);
    const refusal = expect.objectContaining({
      name: 'UserError',
      exitCode: 3,
      message: expect.stringMatching(/^\P{Cc}*$/u),
      hint: expect.stringMatching(/journal\.json|restore it/),
    });
    expect(() => planChanges(root, [], options)).toThrow(refusal);
    expect(() => resync(root, [aFile('a.yaml', 'a\n')], options)).toThrow(refusal);
    expect(() => withLock(root, () => undefined)).toThrow(refusal);
    expect(treeOf(root)).toEqual(before);
  },
);

test('a journal of a newer version is for that version to finish', () => {
  const root = aFolder({ 'a.yaml': 'x', [path]: withLines({ format: 2 }) });
  expect(() => resync(root, [], options)).toThrow(/was written by a newer version \(format 2/);
  put(root, path, journalText({ ...journal, inventory: undefined, toolVersion: '9.0.0' }));
  const before = treeOf(root);
  for (const work of [planChanges, resync])
    expect(() => work(root, [], options)).toThrow(/written by create-gitops-service 9\.0\.0/);
  expect(treeOf(root)).toEqual(before);
});

test.each([
  ['a link', (to: string) => symlinkSync('/dev/zero', to)],
  ['larger than a record can be', (to: string) => truncateSync(to, 10 * 1024 ** 3)],
])('a journal that is %s is not read', (name, make) => {
  const root = aFolder({ [path]: '' });
  if (name === 'a link') rmSync(join(root, path));
  make(join(root, path));
  expect(() => resync(root, [], options)).toThrow(expect.objectContaining({ exitCode: 3 }));
});

test('whatever a journal says, only bytes that it names go, and never what stands behind a link', () => {
  const outside = aFolder({ 'a.yaml': 'x', [temporaryOf('a.yaml')]: 'theirs' });
  const root = aFolder({
    'a.yaml': 'edited since\n',
    [temporaryOf('b')]: 'half',
    'k8s/base/mine': '',
  });
  symlinkSync(outside, join(root, 'away'));
  const away = { ...file, path: 'away/a.yaml', entry: { ...entry, path: 'away/a.yaml' } };
  put(
    root,
    path,
    journalText({
      ...journal,
      inventory: undefined,
      files: [file, away, { path: 'b', before: undefined, after: hash, entry: undefined }],
      unrecorded: ['away/a.yaml'],
      folders: ['k8s', 'k8s/base', 'away'],
    }),
  );
  const before = treeOf(outside);
  expect(() => resync(root, [], options)).toThrow(
    /a\.yaml: no longer generated, but edited manually/,
  );
  expect(treeOf(outside)).toEqual(before);
  expect(readdirSync(root).sort()).toEqual(['.gitops', 'a.yaml', 'away', 'k8s']);
  expect(get(root, 'a.yaml')).toBe('edited since\n');
});

test('where the inventory was written since, by another branch or an older tool, it has the say', () => {
  const root = aFolder({ 'a.yaml': 'x', 'b.yaml': 'x' });
  const ejected = JSON.stringify({ path: 'a.yaml', ownership: 'ejected', sha256: hash });
  put(root, '.gitops/inventory.json', `[{"format":1,"tool":"1.2.3"}\n,${ejected}\n]\n`);
  const other = { ...file, path: 'b.yaml', entry: { ...entry, path: 'b.yaml' } };
  put(root, path, journalText({ ...journal, files: [file, other], folders: [], unrecorded: [] }));
  withLock(root, () => undefined);
  const { entries } = parseInventory(get(root, '.gitops/inventory.json'));
  expect([...entries.values()].map(({ path: at, ownership }) => [at, ownership])).toEqual([
    ['a.yaml', 'ejected'],
    ['b.yaml', 'managed'],
  ]);
});

const other = [aFile('other.yaml', 'o: 1\n')];
const all = [aFile('a.yaml', 'a: 1\n'), aFile('d/b.sh', '#!/bin/sh\n'), ...other];

test.each([
  [
    'an ejection',
    (root: string) =>
      eject(root, all, { paths: ['a.yaml', 'd'], undo: false, toolVersion: '1.2.3' }),
  ],
  [
    'leaving',
    (root: string) =>
      leave(root, {
        generated: all,
        standalone: [aFile('a.yaml', 'a: alone\n'), aFile('scripts/release.sh', '#!/bin/sh\n')],
        goes: ['.projenrc.ts'],
        toolVersion: '1.2.3',
      }),
  ],
  [
    'what people write through us',
    (root: string) => {
      withLock(root, () => {
        replaceFiles(root, [
          { path: 'secrets/new/plain.yaml', bytes: Buffer.from('secret'), mode: 0o600 },
          { path: 'values.txt', bytes: Buffer.from('v\n'), mode: 0o644 },
        ]);
      });
    },
  ],
])(
  'killed at any moment of %s, the same again or a resync ends it, and nothing of it stays',
  (_, work) => {
    const prepared = (): string => {
      const root = aFolder({ '.projenrc.ts': 'the config\n' });
      resync(root, all, options);
      return root;
    };
    const done = prepared();
    const calls = killedAt(Infinity, done, () => work(done));
    for (let moment = 1; moment <= calls; moment += 1) {
      const root = prepared();
      killedAt(moment, root, () => work(root));
      const again = aCopy(root);
      const isOver = !existsSync(join(root, '.projenrc.ts'));
      // Where all has left, nobody runs again who could clear the lock.
      if (isOver) rmSync(join(again, '.gitops/lock'), { force: true });
      else work(again);
      expect([moment, ...bytesOf(again)]).toEqual([moment, ...bytesOf(done)]);
      if (isOver || !existsSync(join(root, '.gitops/inventory.json'))) continue;
      resync(root, other, { ...options, takeOver: true });
      expect([...bytesOf(root).keys()].filter(isOfTheRun)).toEqual([]);
      expect(isClean(planChanges(root, other, options))).toBe(true);
      const left = readdirSync(root).filter((name) => !['.gitops', '.projenrc.ts'].includes(name));
      const ejected = get(root, '.gitops/inventory.json').includes('ejected');
      expect([moment, left.filter((name) => !isAllowed(name, ejected))]).toEqual([moment, []]);
    }
  },
);

/** The only file that is still wanted, what somebody ejected, and what people wrote through us. */
const isAllowed = (name: string, ejected: boolean): boolean =>
  ['other.yaml', 'secrets', 'values.txt'].includes(name) ||
  (ejected && ['a.yaml', 'd'].includes(name));

function aCopy(root: string): string {
  return aFolder(
    Object.fromEntries(
      [...bytesOf(root)].map(([at, state]) => [at, state.slice(state.indexOf(' ') + 1)]),
    ),
  );
}
