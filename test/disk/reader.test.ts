import { closeSync, mkdirSync, openSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyFolders, refuseUnfit } from '../../src/disk/copy-tree.ts';
import { entryAt } from '../../src/disk/entry-at.ts';
import { fileAt, readWhole } from '../../src/disk/file-at.ts';
import { allBelow, entriesAt } from '../../src/disk/folder-at.ts';
import { readSnapshot } from '../../src/disk/snapshot.ts';
import { textAt } from '../../src/disk/text-at.ts';
import { typedBytes } from '../../src/disk/typed-file.ts';
import { aFolder, get, put } from '../write/helpers.ts';
import { traps } from './traps.ts';

const refusal = (message: string): unknown =>
  expect.objectContaining({
    name: 'UserError',
    exitCode: 3,
    message: expect.stringContaining(message) as string,
  });

describe.each(traps)('%s', (_, trap, reason) => {
  test('is not read, and the reason is told', () => {
    const root = aFolder();
    trap(root, 'a/b.yaml');
    expect(fileAt(root, 'a/b.yaml')).toEqual({ kind: 'blocked', reason });
    expect(readSnapshot(root, ['a/b.yaml']).get('a/b.yaml')).toEqual({ kind: 'blocked', reason });
    expect(() => textAt(root, 'a/b.yaml')).toThrow(refusal(`a/b.yaml ${reason}`));
  });
});

test('a folder that is a link hides what is behind it, for every way to read', () => {
  const root = aFolder({ 'real/deep/a.yaml': 'a\n' });
  symlinkSync('real', join(root, 'link'));
  const reason = 'is behind the symbolic link "link", and links are not followed';
  expect(fileAt(root, 'link/deep/a.yaml')).toEqual({ kind: 'blocked', reason });
  expect(entryAt(root, 'link/deep')).toEqual({ kind: 'blocked', reason });
  expect(readSnapshot(root, ['link/deep/a.yaml']).get('link/deep/a.yaml')).toEqual({
    kind: 'blocked',
    reason,
  });
  for (const folder of ['link', 'link/deep'])
    expect(() => entriesAt(root, folder)).toThrow(refusal(folder));
});

test('what is not there is absent, behind a file too', () => {
  const root = aFolder({ a: 'a\n' });
  for (const path of ['b', 'b/c/d']) expect(fileAt(root, path)).toEqual({ kind: 'absent' });
  expect(fileAt(root, 'a/b').kind).toBe('blocked');
  expect(entriesAt(root, 'nothing')).toEqual([]);
});

test('a file without an end is given up, whatever size it claims, and one that grew is read whole', () => {
  const endless = openSync('/dev/zero', 'r');
  expect(readWhole(endless, 100_000)).toBeUndefined();
  closeSync(endless);
  const root = aFolder({ a: 'x'.repeat(100_000) });
  // What the kernel makes up has a size of 0.
  const madeUp = openSync('/proc/self/status', 'r');
  expect(readWhole(madeUp, 100_000)?.length).toBeGreaterThan(100);
  closeSync(madeUp);
  const file = openSync(join(root, 'a'), 'r');
  expect(readWhole(file, 100_000)?.length).toBe(100_000);
  closeSync(file);
  const again = openSync(join(root, 'a'), 'r');
  expect(readWhole(again, 99_999)).toBeUndefined();
  closeSync(again);
});

test('what the system does not answer is refused with the reason', () => {
  expect(() => fileAt(aFolder(), 'a'.repeat(300))).toThrow(refusal('its name is too long'));
});

test('a name that is no UTF-8 is told from the name that it would be read as', () => {
  const root = aFolder();
  writeFileSync(Buffer.concat([Buffer.from(`${root}/a`), Buffer.from([0xff])]), 'lossy');
  expect(entriesAt(root, '')).toEqual([{ name: 'a\ufffd', kind: 'unreadable name' }]);
  expect(fileAt(root, 'a\ufffd')).toEqual({ kind: 'absent' });
  expect(readSnapshot(root, ['a\ufffd']).get('a\ufffd')).toEqual({ kind: 'absent' });
  put(root, 'a\ufffd', 'exact');
  expect(allBelow(root, '')).toContainEqual({ name: 'a\ufffd', kind: 'file' });
  expect(textAt(root, 'a\ufffd')).toBe('exact');
});

describe('folders that other programs get', () => {
  test('are copied with the links that stay in the tree', () => {
    const [root, target] = [aFolder({ 'k8s/a.yaml': 'a\n', 'k8s/deep/b.yaml': 'b\n' }), aFolder()];
    symlinkSync('../a.yaml', join(root, 'k8s/deep/c.yaml'));
    copyFolders(root, ['k8s', 'chart'], target);
    expect(get(target, 'k8s/deep/b.yaml')).toBe('b\n');
    expect(readlinkSync(join(target, 'k8s/deep/c.yaml'))).toBe('../a.yaml');
  });

  test.each(traps.filter(([name]) => !['a folder', 'a link to itself'].includes(name)))(
    'are refused with %s',
    (_, trap) => {
      const root = aFolder({ 'k8s/a.yaml': 'a\n' });
      trap(root, 'k8s/custom/b.yaml');
      expect(() => {
        refuseUnfit(root, ['k8s']);
      }).toThrow(refusal('k8s/custom/b.yaml'));
      expect(() => {
        copyFolders(root, ['k8s'], aFolder());
      }).toThrow(refusal('k8s/custom/b.yaml'));
    },
  );

  test('name everything that is wrong at once', () => {
    const root = aFolder();
    mkdirSync(join(root, 'k8s'));
    symlinkSync('/etc', join(root, 'k8s/a'));
    symlinkSync('../..', join(root, 'k8s/b'));
    const all = /k8s\/a .*\nk8s\/b .*out of the project/;
    expect(() => {
      refuseUnfit(root, ['k8s']);
    }).toThrow(expect.objectContaining({ message: expect.stringMatching(all) as string }));
  });
});

test('a file that was typed is read to its limit', () => {
  const root = aFolder({ a: 'a\n' });
  symlinkSync('a', join(root, 'link'));
  expect(typedBytes(join(root, 'link'), 2)?.toString()).toBe('a\n');
  expect(typedBytes(join(root, 'a'), 1)).toBeUndefined();
  expect(typedBytes('/dev/zero', 100_000)).toBeUndefined();
});
