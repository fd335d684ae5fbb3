import { expect, test } from 'vitest';
import { blockLines } from '../../src/render/marker.ts';
import type { FileSpec } from '../../src/render/spec.ts';
import type { Found } from '../../src/disk/snapshot.ts';
import { diff } from '../../src/write/diff.ts';
import { ejectChangeOf, undoEjectChangeOf } from '../../src/write/eject.ts';
import type { InventoryEntry } from '../../src/write/inventory-entry.ts';
import { parseInventory, inventoryText } from '../../src/write/inventory.ts';
import { sha256Of } from '../../src/write/text-state.ts';
import { aFile } from './helpers.ts';

const path = 'README.md';
const { start, end } = blockLines(path);
const page = (inner: string, before = '# orders\n', after = ''): string =>
  `${before}\n${start}\n${inner}\n${end}\n${after}`;
const readme = (inner: string): FileSpec =>
  aFile(path, page(inner), { kind: 'sample', restored: false, block: true });

const disk = (text: string): Found => ({
  kind: 'file',
  bytes: Buffer.from(text),
  executable: false,
});
const changeOf = (spec: FileSpec, found: Found, entry?: InventoryEntry) => {
  const entries = new Map(entry === undefined ? [] : [[path, entry]]);
  const [change] = diff([spec], new Map([[path, found]]), { toolVersion: '1', entries });
  if (change === undefined) throw new Error('nothing was said of the file');
  return change;
};

const absent: Found = { kind: 'absent' };
const written = changeOf(readme('old'), absent).entry;
/** What a tool recorded that knew no block in this file. */
const before: InventoryEntry = {
  path,
  ownership: 'sample',
  sha256: [sha256Of('# orders\n\nall of it\n')],
  executable: false,
  ours: undefined,
};
const edited = page('old', '# Orders\n\nTheirs.\n', '\n## Also theirs\n');

type Row = [
  name: string,
  found: Found,
  entry: InventoryEntry | undefined,
  kind: string,
  after?: string,
  rescued?: boolean,
];
const rows: Row[] = [
  ['it is created', absent, undefined, 'create', page('new')],
  ['who deleted it does not get it back', absent, written, 'kept'],
  ['the block is updated', disk(page('old')), written, 'update', page('new')],
  [
    'around the block, every byte stays',
    disk(edited),
    written,
    'update',
    page('new', '# Orders\n\nTheirs.\n', '\n## Also theirs\n'),
  ],
  [
    'what somebody wrote into the block is kept',
    disk(page('mine')),
    written,
    'update',
    page('new'),
    true,
  ],
  ['a block as wanted is left alone', disk(page('new', '# Mine\n')), written, 'kept'],
  ['without markers all of it is its owner’s', disk('# Mine\n\nold\n'), written, 'kept'],
  ['a file that was there before is kept', disk('# Mine\n'), undefined, 'kept'],
  [
    'one that an earlier tool wrote and somebody edited is kept',
    disk('# orders\n\nall of it, and more\n'),
    before,
    'kept',
  ],
  [
    'one that an earlier tool wrote and nobody edited gets the block',
    disk('# orders\n\nall of it\n'),
    before,
    'update',
    page('new'),
  ],
  ['a marker without the other stops', disk(`# orders\n${start}\nmine\n`), written, 'conflict'],
  [
    'a marker without the other is no riddle where the lines are as we wrote them',
    disk(`# orders\n${start}\nold\nmine\n`),
    written,
    'update',
    `# orders\n${start}\nnew\n${end}\nmine\n`,
  ],
];

test.each(rows)('%s', (_, found, entry, kind, after, rescued = false) => {
  const change = changeOf(readme('new'), found, entry);
  expect([change.kind, change.after?.bytes.toString(), change.rescued]).toEqual([
    kind,
    after,
    rescued,
  ]);
});

test('a change of the config and back changes the block only, and nothing is left to do', () => {
  const there = changeOf(readme('new'), disk(edited), written);
  const back = changeOf(readme('old'), disk(there.after?.bytes.toString() ?? ''), there.entry);
  expect(back.after?.bytes.toString()).toBe(edited);
  expect(back.rescued).toBe(false);
  expect(changeOf(readme('old'), disk(edited), back.entry).kind).toBe('kept');
  const entries = new Map([[path, back.entry as InventoryEntry]]);
  expect(parseInventory(inventoryText({ toolVersion: '1.0.0', entries })).entries).toEqual(entries);
});

test('ejected, it has no markers and stays as it is; undone, it has them again', () => {
  const spec = readme('old');
  const ejected = ejectChangeOf({ path, spec, entry: written, found: disk(edited) });
  const text = ejected.after?.bytes.toString() ?? '';
  expect(text).toBe(edited.replace(`${start}\n`, '').replace(`${end}\n`, ''));
  expect(changeOf(readme('new'), disk(text), ejected.entry).kind).toBe('kept');
  const undone = undoEjectChangeOf({ path, spec, entry: ejected.entry, found: disk(text) });
  expect(undone.after?.bytes.toString()).toBe(edited);
});
