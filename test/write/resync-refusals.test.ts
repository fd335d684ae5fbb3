import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { originsOf } from '../../src/write/rescued-contents.ts';
import { resync } from '../../src/write/resync.ts';
import { sha256Of } from '../../src/write/text-state.ts';
import { aFile, aFolder, get, options, put, treeOf } from './helpers.ts';
import { wanted, kinds } from './resync-helpers.ts';

test('conflicts are listed together, and nothing at all is written', () => {
  const root = aFolder({ 'k8s/base/a.json': 'theirs\n', 'run.sh': 'theirs\n' });
  const before = treeOf(root);
  expect(() => resync(root, wanted, options)).toThrow(
    expect.objectContaining({
      exitCode: 3,
      message: expect.stringMatching(
        /2 file.*\n {2}k8s\/base\/a\.json: exists.*\n {2}run\.sh: exists/,
      ),
      hint: expect.stringContaining('--take-over'),
    }),
  );
  expect(treeOf(root)).toEqual(before);
  resync(root, wanted, { ...options, takeOver: true });
  expect(get(root, 'run.sh')).toContain('#!/bin/sh');
  expect(originsOf(root, sha256Of('theirs\n')).map(({ path }) => path)).toEqual([
    'k8s/base/a.json',
    'run.sh',
  ]);
  expect(kinds(root)).toEqual({});
});

test('an edited orphan stops everything until it is taken over', () => {
  const root = aFolder();
  resync(root, [...wanted, aFile('b.json', 'b\n')], options);
  put(root, 'b.json', 'edited\n');
  expect(() => resync(root, wanted, options)).toThrow(UserError);
  resync(root, wanted, { ...options, takeOver: true });
  expect([
    existsSync(join(root, 'b.json')),
    get(root, `.gitops/rescued/${sha256Of('edited\n')}`),
  ]).toEqual([false, 'edited\n']);
});

test.each([
  [
    'the file',
    (root: string, away: string) => {
      symlinkSync(join(away, 'f'), join(root, 'a.json'));
    },
    [aFile('a.json', 'a\n')],
  ],
  [
    'its folder',
    (root: string, away: string) => {
      symlinkSync(away, join(root, 'd'));
    },
    [aFile('d/f', 'a\n')],
  ],
  [
    'a folder above',
    (root: string, away: string) => {
      symlinkSync(away, join(root, 'd'));
    },
    [aFile('d/e/f', 'a\n')],
  ],
  [
    'our records',
    (root: string, away: string) => {
      symlinkSync(away, join(root, '.gitops'));
    },
    [aFile('f', 'a\n')],
  ],
  [
    'a folder in place of a file',
    (root: string) => {
      mkdirSync(join(root, 'a.json'));
    },
    [aFile('a.json', 'a\n')],
  ],
  [
    'a file in place of a folder',
    (root: string) => {
      put(root, 'd', 'theirs');
    },
    [aFile('d/e', 'a\n')],
  ],
])('%s being a link or in the way is refused, and nothing is written', (_name, prepare, files) => {
  const away = aFolder({ f: 'outside' });
  const root = aFolder();
  prepare(root, away);
  const before = [treeOf(away), readdirSync(root)];
  for (const takeOver of [false, true]) {
    expect(() => resync(root, files, { ...options, takeOver })).toThrow(
      expect.objectContaining({ name: 'UserError', exitCode: 3 }),
    );
  }
  expect([treeOf(away), readdirSync(root)]).toEqual(before);
});

test.each([
  '',
  '/a',
  'C:/a',
  '../a',
  'a/../b',
  'a//b',
  './a',
  'a\\b',
  'a\nb',
  '.git/config',
  'a/.GIT/x',
  '.gitops/lock',
  '.gitops/inventory.json',
  'aux.txt',
  'a/con',
  'a.',
  'a ',
  'a:b',
  '.projenrc.ts',
  '.ProjenRC.ts',
  '.projenrc.ts/x',
  'git~1/hooks/x',
  'GITOPS~1/lock',
  'a/CONIN$',
  'com\u00b9.txt',
  'nul .txt',
  '.g\u200cit/x',
  'a\u202egpj.exe',
  'a\ud800',
  'e\u0301',
  `${'a'.repeat(201)}/x`,
  `${'a/'.repeat(600)}x`,
])('a path that cannot be written is refused: %j', (path) => {
  const root = aFolder({ '.projenrc.ts': 'theirs\n' });
  const before = treeOf(root);
  for (const takeOver of [false, true])
    expect(() => resync(root, [aFile(path, 'x')], { ...options, takeOver })).toThrow(
      expect.objectContaining({ name: 'UserError', exitCode: 2 }),
    );
  expect(treeOf(root)).toEqual(before);
});

test.each([[['a', 'a']], [['a', 'A']], [['a', 'a/b']], [['A/x', 'a/y']], [['a/b', 'A']]])(
  'paths %j cannot stand side by side',
  (paths) => {
    expect(() =>
      resync(
        aFolder(),
        paths.map((path) => aFile(path, 'x')),
        options,
      ),
    ).toThrow(expect.objectContaining({ name: 'UserError', exitCode: 2 }));
  },
);

test('paths that cannot be written are listed together', () => {
  const files = ['../a', 'b', 'b', 'C/x', 'c/y'].map((path) => aFile(path, 'x'));
  expect(() => resync(aFolder(), files, options)).toThrow(
    [
      '3 path(s) cannot be written:',
      '  "../a" contains the segment ".." (test)',
      '  "b" is described twice (test)',
      '  "c" and "C" are the same on macOS and Windows (test)',
    ].join('\n'),
  );
});
