import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Found, Snapshot } from '../../src/disk/snapshot.ts';
import { readSnapshot } from '../../src/disk/snapshot.ts';
import type { Ownership } from '../../src/render/spec.ts';
import { diff } from '../../src/write/diff.ts';
import { isLeftAlone } from '../../src/write/diff-sample.ts';
import type { InventoryEntry } from '../../src/write/inventory-entry.ts';
import { planChanges, resync } from '../../src/write/resync.ts';
import { sha256Of } from '../../src/write/text-state.ts';
import { aFile, aFolder, block, managed, options, put, sample, treeOf } from './helpers.ts';

const comesBack: Ownership = { kind: 'sample', restored: true };
const ownerships: Readonly<Record<string, Ownership>> = {
  managed,
  sample,
  comesBack,
  withBlock: { kind: 'sample', restored: false, block: true },
  block,
};

const inBlock = (text: string): string =>
  `before\n# >>> create-gitops-service\n${text}\n# <<< create-gitops-service\nafter\n`;
const texts = ['old\n', 'new\n', 'edited\n', '', inBlock('old'), inBlock('edited')];
const entryOf = (ownership: InventoryEntry['ownership']): InventoryEntry => ({
  path: 'a.sh',
  ownership,
  sha256: [sha256Of('old\n'), sha256Of(inBlock('old'))],
  executable: false,
  ours: ownership === 'shared' ? { format: 'text', part: { kind: 'block' } } : undefined,
});
const entries = [
  undefined,
  ...(['managed', 'sample', 'shared', 'ejected'] as const).map((kind) => entryOf(kind)),
];

/** What is planned for a file that says something, as far as it can be told without what it says. */
const planned = (ownership: Ownership, entry: InventoryEntry | undefined, found: Found) =>
  diffed(ownership, entry, new Map([['a.sh', found]]));
const diffed = (ownership: Ownership, entry: InventoryEntry | undefined, snapshot: Snapshot) =>
  diff([aFile('a.sh', inBlock('new'), ownership)], snapshot, {
    toolVersion: '',
    entries: new Map(entry === undefined ? [] : [['a.sh', entry]]),
  }).map((change) => ({ ...change, before: undefined }));

test.each(Object.entries(ownerships))(
  '%s: a file is left unread only where what it says makes no difference',
  (name, ownership) => {
    const spec = aFile('a.sh', '', ownership);
    for (const entry of entries.filter((each) => isLeftAlone(spec, each))) {
      const unread = diffed(ownership, entry, new Map([['a.sh', { kind: 'unread' }]]));
      for (const text of texts)
        for (const executable of [false, true]) {
          const found: Found = { kind: 'file', bytes: Buffer.from(text), executable };
          expect(planned(ownership, entry, found), text).toEqual(unread);
        }
      expect(planned(ownership, entry, { kind: 'blocked', reason: 'is too large' })).toEqual(
        unread,
      );
    }
    const left = entries.flatMap((each) => (isLeftAlone(spec, each) ? [each?.ownership] : []));
    expect(left).toEqual(name === 'sample' || name === 'comesBack' ? ['sample'] : []);
  },
);

const hands: Readonly<Record<string, (root: string) => void>> = {
  'nothing happened to it': () => undefined,
  'its owner edited it': (root) => {
    put(root, 'src/x.ts', 'mine\n');
  },
  'its owner emptied it': (root) => {
    put(root, 'src/x.ts', '');
  },
  'its owner deleted it': (root) => {
    rmSync(join(root, 'src/x.ts'));
  },
  'its owner deleted its folder': (root) => {
    rmSync(join(root, 'src'), { recursive: true });
  },
  'its owner made a link of it': (root) => {
    rmSync(join(root, 'src/x.ts'));
    put(root, 'src/other.ts', 'mine\n');
    symlinkSync('other.ts', join(root, 'src/x.ts'));
  },
  'its owner made a folder of it': (root) => {
    rmSync(join(root, 'src/x.ts'));
    mkdirSync(join(root, 'src/x.ts'));
  },
};

test.each(Object.entries(hands))('a file that we started, when %s', (name, hand) => {
  const root = aFolder();
  const started = (text: string, ownership = sample) => [aFile('src/x.ts', text, ownership)];
  resync(root, started('old\n'), options);
  hand(root);
  const before = treeOf(root);
  const said = resync(root, started('new\n'), options).map(({ kind, reason }) => [kind, reason]);
  const isGone = name.includes('deleted');
  expect(said).toEqual([['kept', isGone ? 'deleted by you, stays deleted' : 'yours, kept']]);
  expect(treeOf(root)).toEqual(before);
  const needed = planChanges(root, started('new\n', comesBack), options);
  expect(needed.map(({ kind }) => kind)).toEqual([isGone ? 'restore' : 'kept']);
});

test('of a file to be left unread it is known only that it is there', () => {
  const root = aFolder({ 'here.ts': 'x\n', 'read.ts': 'x\n' });
  symlinkSync('here.ts', join(root, 'link.ts'));
  mkdirSync(join(root, 'folder.ts'));
  const paths = ['here.ts', 'read.ts', 'gone.ts', 'no/such.ts', 'HERE.ts', 'link.ts', 'folder.ts'];
  const unread = new Set(paths.filter((path) => path !== 'read.ts'));
  const found = readSnapshot(root, paths, unread);
  expect(Object.fromEntries([...found].map(([path, { kind }]) => [path, kind]))).toEqual({
    'here.ts': 'unread',
    'read.ts': 'file',
    'gone.ts': 'absent',
    'no/such.ts': 'absent',
    'HERE.ts': 'absent',
    'link.ts': 'blocked',
    'folder.ts': 'blocked',
  });
});
