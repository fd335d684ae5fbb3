import { expect, test } from 'vitest';
import type { FileSpec, Ownership } from '../../src/render/spec.ts';
import { withTakeOvers } from '../../src/write/change.ts';
import { diff } from '../../src/write/diff.ts';
import type { InventoryEntry } from '../../src/write/inventory-entry.ts';
import type { Found } from '../../src/disk/snapshot.ts';
import { sha256Of } from '../../src/write/text-state.ts';
import { aFile, block, jsonKeys, managed, sample } from './helpers.ts';

const comesBack: Ownership = { kind: 'sample', restored: true };
const file = (ownership: Ownership = managed, executable = false): FileSpec =>
  aFile('a.json', 'new\n', ownership, executable);
const disk = (text: string, executable = false): Found => ({
  kind: 'file',
  bytes: Buffer.from(text),
  executable,
});
const absent: Found = { kind: 'absent' };
const link: Found = { kind: 'blocked', reason: 'is a link' };
const wrote = (
  text: string,
  ownership: InventoryEntry['ownership'] = 'managed',
  ours?: InventoryEntry['ours'],
): InventoryEntry => ({
  path: 'a.json',
  ownership,
  sha256: [sha256Of(text)],
  executable: false,
  ours,
});
const oursOnly = '# >>> create-gitops-service\nnew\n# <<< create-gitops-service\n';
const blockEntry = wrote(oursOnly, 'shared', { format: 'text', part: { kind: 'block' } });
const oldBlock = oursOnly.replace('new', 'old');
const keysEntry = wrote('{}', 'shared', { format: 'json', part: { kind: 'keys', paths: [['a']] } });

type Row = [
  name: string,
  wanted: FileSpec | undefined,
  found: Found,
  entry: InventoryEntry | undefined,
  kind: string | undefined,
  after?: string | undefined,
  rescued?: boolean,
];

const rows: Row[] = [
  ['a new file is created', file(), absent, undefined, 'create', 'new\n'],
  [
    'a file of ours that is missing is restored',
    file(),
    absent,
    wrote('new\n'),
    'restore',
    'new\n',
  ],
  ['a file as wanted is left alone', file(), disk('new\n'), wrote('new\n'), 'unchanged'],
  [
    'a file as wanted that nobody remembers is left alone',
    file(),
    disk('new\n'),
    undefined,
    'unchanged',
  ],
  ['a checkout with CRLF is left alone', file(), disk('new\r\n'), wrote('new\n'), 'unchanged'],
  ['an untouched file is updated', file(), disk('old\n'), wrote('old\n'), 'update', 'new\n'],
  [
    'an untouched file with CRLF is updated',
    file(),
    disk('old\r\n'),
    wrote('old\n'),
    'update',
    'new\n',
  ],
  [
    'drift is repaired and rescued',
    file(),
    disk('edited\n'),
    wrote('old\n'),
    'repair',
    'new\n',
    true,
  ],
  [
    'a lost executable bit is drift',
    file(managed, true),
    disk('new\n'),
    { ...wrote('new\n'), executable: true },
    'repair',
    'new\n',
  ],
  [
    'a new executable bit is an update',
    file(managed, true),
    disk('new\n'),
    wrote('new\n'),
    'update',
    'new\n',
  ],
  ['a foreign file is a conflict', file(), disk('theirs\n'), undefined, 'conflict', 'new\n', true],
  [
    'an edited sample that would become ours is a conflict',
    file(),
    disk('theirs\n'),
    wrote('old\n', 'sample'),
    'conflict',
    'new\n',
    true,
  ],
  [
    'an untouched sample becomes ours',
    file(),
    disk('old\n'),
    wrote('old\n', 'sample'),
    'update',
    'new\n',
  ],
  ['a link is a conflict', file(), link, wrote('new\n'), 'conflict'],
  ['an ejected file is kept', file(), disk('theirs\n'), wrote('old\n', 'ejected'), 'kept'],
  [
    'an ejected file that was deleted stays away',
    file(),
    absent,
    wrote('old\n', 'ejected'),
    'kept',
  ],

  ['a new sample is created', file(sample), absent, undefined, 'create', 'new\n'],
  ["a sample is its owner's", file(sample), disk('theirs\n'), wrote('old\n', 'sample'), 'kept'],
  [
    'a file that was there before the sample is kept',
    file(sample),
    disk('theirs\n'),
    undefined,
    'kept',
  ],
  ['a deleted sample stays deleted', file(sample), absent, wrote('old\n', 'sample'), 'kept'],
  [
    'a deleted sample that a build needs comes back',
    file(comesBack),
    absent,
    wrote('old\n', 'sample'),
    'restore',
    'new\n',
  ],
  [
    'a sample that its owner replaced by a link is kept',
    file(sample),
    link,
    wrote('old\n', 'sample'),
    'kept',
  ],

  ['a new shared file is created', file(block), absent, undefined, 'create', oursOnly],
  [
    'a block is added to a foreign file',
    file(block),
    disk('theirs'),
    undefined,
    'update',
    `theirs\n\n${oursOnly}`,
  ],
  [
    'a block that was edited is repaired',
    file(block),
    disk(`a\n${oursOnly.replace('new', 'x')}b`),
    blockEntry,
    'repair',
    `a\n${oursOnly}b`,
    true,
  ],
  [
    'a block as we wrote it is updated, and holds nothing to keep',
    file(block),
    disk(`a\r\n${oldBlock.replaceAll('\n', '\r\n')}`),
    wrote(oldBlock, 'shared', blockEntry.ours),
    'update',
    `a\r\n${oursOnly.replaceAll('\n', '\r\n')}`,
  ],
  [
    'a block as wanted is left alone',
    file(block),
    disk(`a\r\n${oursOnly.replaceAll('\n', '\r\n')}`),
    blockEntry,
    'unchanged',
  ],
  [
    'half a block is a conflict',
    file(block),
    disk('# >>> create-gitops-service\nx\n'),
    blockEntry,
    'conflict',
  ],
  [
    'a key is set and others stay',
    jsonKeys('a.json', { a: 1 }, ['a']),
    disk('{"b": 2, "a": 3}'),
    undefined,
    'update',
    '{"b": 2, "a": 1}',
    true,
  ],
  [
    'a shared file that nobody can read is a conflict',
    jsonKeys('a.json', { a: 1 }, ['a']),
    disk('{"b": '),
    undefined,
    'conflict',
  ],
  [
    'keys that are no longer ours go',
    jsonKeys('a.json', { b: 2 }, ['b']),
    disk('{"b": 2, "a": 3, "c": 4}'),
    keysEntry,
    'update',
    '{"b": 2, "c": 4}',
    true,
  ],

  ['an orphan goes', undefined, disk('old\n'), wrote('old\n'), 'delete'],
  ['an orphan with CRLF goes', undefined, disk('old\r\n'), wrote('old\n'), 'delete'],
  ['an orphan that is gone is forgotten', undefined, absent, wrote('old\n'), undefined],
  [
    'an orphan edited by hand is a conflict',
    undefined,
    disk('edited\n'),
    wrote('old\n'),
    'conflict',
    undefined,
    true,
  ],
  [
    'an orphan that made room for a folder is forgotten',
    undefined,
    { kind: 'blocked', reason: 'is a folder' },
    wrote('old\n'),
    'kept',
  ],
  [
    'a sample that nothing wants stays',
    undefined,
    disk('theirs\n'),
    wrote('old\n', 'sample'),
    'kept',
  ],
  [
    'an ejected file that nothing wants stays',
    undefined,
    disk('theirs\n'),
    wrote('old\n', 'ejected'),
    'kept',
  ],
  [
    'our block goes, the rest stays',
    undefined,
    disk(`a\n\n${oursOnly}`),
    blockEntry,
    'update',
    'a\n',
  ],
  [
    'a line that somebody wrote into our block is kept when it goes',
    undefined,
    disk(`a\n\n${oursOnly.replace('new', 'new\ntheirs')}`),
    blockEntry,
    'update',
    'a\n',
    true,
  ],
  ['a file that held only our block goes', undefined, disk(oursOnly), blockEntry, 'delete'],
  [
    'our keys go, the rest stays',
    undefined,
    disk('{\n  "a": 1,\n  "b": 2\n}\n'),
    keysEntry,
    'update',
    '{\n  "b": 2\n}\n',
    true,
  ],
  [
    'entries stay: CI filled them',
    undefined,
    disk('{"a":[{"name":"x"}]}'),
    wrote('{}', 'shared', { format: 'json', part: { kind: 'entries', path: ['a'], key: 'name' } }),
    'kept',
  ],
];

test.each(rows)('%s', (_name, wanted, found, entry, kind, after, rescued = false) => {
  const [change, ...others] = diff(
    wanted === undefined ? [] : [wanted],
    new Map([['a.json', found]]),
    { toolVersion: '1', entries: new Map(entry === undefined ? [] : [['a.json', entry]]) },
  );
  expect(others).toEqual([]);
  expect(change?.kind).toBe(kind);
  expect(change?.after?.bytes.toString()).toBe(after);
  expect(change?.rescued ?? false).toBe(rescued);
});

test('of a shared file that nothing wants, only filled entries are remembered', () => {
  const remembered = (entry: InventoryEntry, text: string): boolean =>
    diff([], new Map([['a.json', disk(text)]]), {
      toolVersion: '',
      entries: new Map([['a.json', entry]]),
    })[0]?.entry !== undefined;
  expect([
    remembered(keysEntry, '{"b": 2}'),
    remembered(blockEntry, 'theirs\n'),
    remembered(
      {
        ...keysEntry,
        ours: { format: 'json', part: { kind: 'entries', path: ['a'], key: 'name' } },
      },
      '{"a":[{"name":"x"}]}',
    ),
  ]).toEqual([false, false, true]);
});

test('taking over settles conflicts about content, not about links', () => {
  const none = { toolVersion: '', entries: new Map() };
  const kindOf = (found: Found): string | undefined =>
    withTakeOvers(diff([file()], new Map([['a.json', found]]), none))[0]?.kind;
  expect([kindOf(disk('theirs\n')), kindOf(link)]).toEqual(['take-over', 'conflict']);
});

test('changes come sorted by code unit', () => {
  const wanted = ['b', 'a/z', 'a-b', 'B'].map((path) => aFile(path, ''));
  const changes = diff(wanted, new Map(wanted.map(({ path }) => [path, absent])), {
    toolVersion: '',
    entries: new Map(),
  });
  expect(changes.map(({ path }) => path)).toEqual(['B', 'a-b', 'a/z', 'b']);
});
