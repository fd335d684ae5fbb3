import { expect, test } from 'vitest';
import { eject } from '../../src/write/records.ts';
import { resync } from '../../src/write/resync.ts';
import { aFile, aFolder, options, treeOf } from './helpers.ts';
import { wanted } from './resync-helpers.ts';

const CONFIG = '.projenrc.ts';
const row = (path: string): string =>
  `{"path":${JSON.stringify(path)},"ownership":"managed","sha256":"${'0'.repeat(64)}"}`;

test.each<readonly [name: string, files: Record<string, string>, act: (root: string) => void]>([
  [
    'a file in its place',
    {},
    (root) => void resync(root, [aFile(CONFIG, 'x')], { ...options, takeOver: true }),
  ],
  [
    'an inventory that lists it',
    { '.gitops/inventory.json': `[{"format":1},\n${row(CONFIG)}\n]\n` },
    (root) => void resync(root, wanted, { ...options, takeOver: true }),
  ],
  [
    'an inventory that lists it in capitals',
    { '.gitops/inventory.json': `[{"format":1},\n${row('.PROJENRC.ts')}\n]\n` },
    (root) => void resync(root, wanted, { ...options, takeOver: true }),
  ],
  [
    'a journal that lists it',
    {
      '.gitops/journal.json': `[{"format":1},\n{"path":"${CONFIG}","before":null,"after":"${'0'.repeat(64)}"}\n]\n`,
    },
    (root) => void resync(root, wanted, { ...options, takeOver: true }),
  ],
  [
    'eject',
    {},
    (root) => void eject(root, wanted, { paths: [CONFIG], undo: false, toolVersion: '' }),
  ],
  [
    'the way back',
    {},
    (root) => void eject(root, wanted, { paths: [CONFIG], undo: true, toolVersion: '' }),
  ],
])('the config and everything else stay as they are with %s', (_, files, act) => {
  const root = aFolder({ [CONFIG]: 'theirs\n', ...files });
  const before = treeOf(root);
  expect(() => act(root)).toThrow(expect.objectContaining({ name: 'UserError' }));
  expect(treeOf(root)).toEqual(before);
});
