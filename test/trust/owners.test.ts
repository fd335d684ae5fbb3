import { describe, expect, test } from 'vitest';
import { doubtsAbout, ownUsers } from '../../src/disk/owners.ts';
import type { Owned, Origin } from '../../src/disk/owners.ts';
import { isSafe } from '../../src/git/safe-directory.ts';

test.each<[number, string | undefined, readonly number[]]>([
  [1000, undefined, [1000]],
  // Only root is called by sudo: anybody can set a variable.
  [1000, '1001', [1000]],
  [0, undefined, [0]],
  [0, '1001', [0, 1001]],
  [0, '', [0]],
  [0, '-1', [0]],
  [0, '1001 ', [0]],
  [0, '0x3e9', [0]],
  [0, 'someone', [0]],
])('the user %i with SUDO_UID %j owns what belongs to %j', (euid, sudoUid, users) => {
  expect(ownUsers(euid, sudoUid)).toEqual(users);
});

const kinds = (entry: Omit<Owned, 'path'>, users: readonly number[], origin?: Origin) =>
  doubtsAbout({ path: '/a', ...entry }, users, origin).map(({ kind }) => kind);

describe('an entry', () => {
  test.each<[Owned['kind'], number, number, readonly number[], readonly string[]]>([
    ['file', 1000, 0o644, [1000], []],
    ['file', 1000, 0o664, [1000], []],
    ['file', 1000, 0o666, [1000], ['open']],
    ['file', 1000, 0o602, [1000], ['open']],
    // Sticky says something of folders only.
    ['file', 1000, 0o1666, [1000], ['open']],
    ['file', 1001, 0o644, [1000], ['foreign']],
    ['file', 1001, 0o666, [1000], ['foreign', 'open']],
    ['file', 0, 0o644, [1000], ['foreign']],
    ['file', 1001, 0o644, [0], ['foreign']],
    ['file', 1001, 0o644, [0, 1001], []],
    ['file', 1002, 0o644, [0, 1001], ['foreign']],
    ['folder', 1000, 0o755, [1000], []],
    ['folder', 1000, 0o2775, [1000], []],
    ['folder', 1000, 0o777, [1000], ['open']],
    ['folder', 1000, 0o1777, [1000], []],
    ['folder', 0, 0o1777, [1000], ['foreign']],
    ['folder', 1001, 0o1777, [0], ['foreign']],
    ['link', 1000, 0o777, [1000], []],
    ['link', 1001, 0o777, [1000], ['foreign']],
  ])('%s of %i with mode %o, for the users %j: %j', (kind, uid, mode, users, doubts) => {
    // What a system adds to the mode says of which kind it is.
    expect(kinds({ kind, uid, mode: mode | 0o100000 }, users)).toEqual(doubts);
  });

  test('that is handed over may belong to root, but not be open to everybody', () => {
    expect(kinds({ kind: 'file', uid: 0, mode: 0o644 }, [1000], 'handed over')).toEqual([]);
    expect(kinds({ kind: 'file', uid: 1001, mode: 0o644 }, [1000], 'handed over')).toEqual([
      'foreign',
    ]);
    expect(kinds({ kind: 'file', uid: 0, mode: 0o666 }, [1000], 'handed over')).toEqual(['open']);
  });
});

test.each<[readonly string[], boolean]>([
  [[], false],
  [['*'], true],
  [['/srv/app'], true],
  [['/srv/app/'], true],
  [['/srv/ap'], false],
  [['/srv/app/inner'], false],
  [['/srv'], false],
  [['/srv/*'], true],
  [['/*'], true],
  [['/srv/app/*'], false],
  [['/sr*'], false],
  [['srv/app', '.', './*'], false],
  // An empty entry takes back what stands before it.
  [['*', ''], false],
  [['*', '', '/srv/other'], false],
  [['*', '', '/srv/app'], true],
  [['', '/srv/app'], true],
])('safe.directory %j covers /srv/app: %j', (list, covered) => {
  expect(isSafe('/srv/app', list)).toBe(covered);
});
