import { execFileSync } from 'node:child_process';
import { rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import type { FileSpec } from '../../src/render/spec.ts';
import { isClean } from '../../src/write/change.ts';
import { eject } from '../../src/write/records.ts';
import { readRescuedContents, rescuedBytes } from '../../src/write/rescued-contents.ts';
import { restore } from '../../src/write/restore.ts';
import { inventoryFor, planChanges, resync } from '../../src/write/resync.ts';
import {
  aFile,
  aFolder,
  block,
  get,
  jsonKeys,
  managed,
  options,
  put,
  sample,
  treeOf,
} from './helpers.ts';

const wanted: FileSpec[] = [
  aFile('k8s/a.yaml', 'a: 1\n'),
  aFile('k8s/b.yaml', 'b: 1\n'),
  aFile('run.sh', '#!/bin/sh\ntrue\n', managed, true),
  aFile('src/x.ts', 'x\n', sample),
  aFile('.gitignore', 'dist/\n*.log\n', block),
  jsonKeys('package.json', { engines: { node: '>=24' } }, ['engines', 'node']),
];
const ejected = (root: string, ...paths: string[]) =>
  eject(root, wanted, { paths, undo: false, toolVersion: '1.2.3' });
const undone = (root: string, ...paths: string[]) =>
  eject(root, wanted, { paths, undo: true, toolVersion: '1.2.3' });
const aService = (): string => {
  const root = aFolder({ '.gitignore': 'mine/\n' });
  resync(root, wanted, options);
  return root;
};
const ownerOf = (root: string, path: string): string | undefined =>
  inventoryFor(root, '').entries.get(path)?.ownership;

test('an ejected file loses our marks, is listed, and stays as its owner writes it', () => {
  const root = aService();
  ejected(root, 'k8s/a.yaml', 'run.sh', '.gitignore', 'package.json');
  expect([get(root, 'k8s/a.yaml'), get(root, 'run.sh'), get(root, '.gitignore')]).toEqual([
    'a: 1\n',
    '#!/bin/sh\ntrue\n',
    'mine/\n\ndist/\n*.log\n',
  ]);
  expect(statSync(join(root, 'run.sh')).mode & 0o777).toBe(0o755);
  put(root, 'k8s/a.yaml', 'mine\n');
  rmSync(join(root, 'run.sh'));
  put(root, 'package.json', '{}\n');
  const before = treeOf(root);
  const changes = resync(root, wanted, options);
  expect(isClean(changes)).toBe(true);
  expect(
    changes.filter(({ reason }) => reason === 'ejected, kept').map(({ path }) => path),
  ).toEqual(['.gitignore', 'k8s/a.yaml', 'package.json', 'run.sh']);
  expect(treeOf(root)).toEqual(before);
});

test('an edit is kept by ejecting its file, CRLF and all', () => {
  const root = aService();
  put(
    root,
    'k8s/a.yaml',
    get(root, 'k8s/a.yaml').replace('a: 1', 'a: 2 # \u00e4').replaceAll('\n', '\r\n'),
  );
  ejected(root, 'k8s/a.yaml');
  expect(get(root, 'k8s/a.yaml')).toBe('a: 2 # \u00e4\r\n');
});

test('a folder stands for all that a resync would change in it', () => {
  const root = aService();
  expect(ejected(root, 'k8s').map(({ path }) => path)).toEqual(['k8s/a.yaml', 'k8s/b.yaml']);
});

test('undone at once, everything is as before', () => {
  const root = aService();
  const texts = (): string[] =>
    ['k8s/a.yaml', 'run.sh', '.gitignore', 'package.json', '.gitops/inventory.json'].map((path) =>
      get(root, path),
    );
  const before = texts();
  ejected(root, 'k8s/a.yaml', 'run.sh', '.gitignore', 'package.json');
  undone(root, 'k8s/a.yaml', 'run.sh', '.gitignore', 'package.json');
  expect(texts()).toEqual(before);
  expect(statSync(join(root, 'run.sh')).mode & 0o777).toBe(0o755);
  expect(readRescuedContents(root)).toEqual([]);
});

test('undone later, what its owner wrote is rescued', () => {
  const root = aService();
  ejected(root, 'k8s/a.yaml', 'k8s/b.yaml');
  put(root, 'k8s/a.yaml', 'mine\n');
  rmSync(join(root, 'k8s/b.yaml'));
  expect(
    undone(root, 'k8s/a.yaml', 'k8s/b.yaml').map(({ kind, rescued }) => [kind, rescued]),
  ).toEqual([
    ['take-over', true],
    ['create', false],
  ]);
  expect(
    readRescuedContents(root).map(({ hash, origins }) => [
      rescuedBytes(root, hash).toString(),
      origins[0]?.path,
    ]),
  ).toEqual([['mine\n', 'k8s/a.yaml']]);
  expect(isClean(planChanges(root, wanted, options))).toBe(true);
});

test.each([
  ['a foreign file', ['README.md'], 'not a generated file'],
  ['a sample', ['src/x.ts'], 'already yours'],
  ['one wrong path among others', ['k8s/a.yaml', 'nope'], 'nope is not a generated file'],
])('%s cannot be ejected, and nothing is changed', (_, paths, message) => {
  const root = aService();
  const before = treeOf(root);
  expect(() => ejected(root, ...paths)).toThrow(message);
  expect(() => undone(root, ...paths)).toThrow('is not ejected');
  expect(treeOf(root)).toEqual(before);
});

test('ejecting a file that stood there before us settles the conflict, untouched', () => {
  const root = aFolder({ 'k8s/a.yaml': 'theirs\n', 'run.sh': 'theirs\n' });
  expect(() => resync(root, wanted, options)).toThrow(/2 file/);
  ejected(root, 'k8s/a.yaml', 'run.sh');
  resync(root, wanted, options);
  expect([get(root, 'k8s/a.yaml'), get(root, 'run.sh'), get(root, 'k8s/b.yaml')]).toEqual([
    'theirs\n',
    'theirs\n',
    expect.stringContaining('b: 1'),
  ]);
});

test.each(['delete', 'eject', 'take over'])(
  '%s is a way out for an orphan that was edited',
  (way) => {
    const root = aService();
    const fewer = wanted.filter(({ path }) => path !== 'k8s/a.yaml');
    put(root, 'k8s/a.yaml', 'edited\n');
    expect(() => resync(root, fewer, options)).toThrow(
      expect.objectContaining({
        exitCode: 3,
        hint: expect.stringMatching(/delete[^]*eject[^]*--take-over/),
      }),
    );
    if (way === 'delete') rmSync(join(root, 'k8s/a.yaml'));
    if (way === 'eject')
      eject(root, fewer, { paths: ['k8s/a.yaml'], undo: false, toolVersion: '1.2.3' });
    resync(root, fewer, { ...options, takeOver: way === 'take over' });
    expect(isClean(resync(root, fewer, options))).toBe(true);
    const left = Object.keys(treeOf(root)).includes('k8s/a.yaml');
    expect([left, ownerOf(root, 'k8s/a.yaml'), readRescuedContents(root).length]).toEqual(
      {
        delete: [false, undefined, 0],
        eject: [true, 'ejected', 0],
        'take over': [false, undefined, 1],
      }[way],
    );
  },
);

test('an ejected file that nothing wants any longer stays, and is forgotten when it is given back', () => {
  const root = aService();
  ejected(root, 'k8s/a.yaml');
  const fewer = wanted.filter(({ path }) => path !== 'k8s/a.yaml');
  eject(root, fewer, { paths: ['k8s/a.yaml'], undo: true, toolVersion: '1.2.3' });
  expect([get(root, 'k8s/a.yaml'), ownerOf(root, 'k8s/a.yaml')]).toEqual(['a: 1\n', undefined]);
});

test('a link where the file belongs is never written through, in no direction', () => {
  const away = aFolder({ f: 'outside\n' });
  const root = aService();
  rmSync(join(root, 'k8s/a.yaml'));
  symlinkSync(join(away, 'f'), join(root, 'k8s/a.yaml'));
  expect(() => restore(root, 'k8s/a.yaml', Buffer.from('x'))).toThrow(/is a symbolic link/);
  ejected(root, 'k8s/a.yaml');
  expect(isClean(resync(root, wanted, options))).toBe(true);
  expect(() => undone(root, 'k8s/a.yaml')).toThrow(/is a symbolic link/);
  expect(get(away, 'f')).toBe('outside\n');
});

test('a rescued content comes back, and what stood there is rescued in turn', () => {
  const root = aService();
  put(root, 'run.sh', '#!/bin/sh\nmine\n');
  resync(root, wanted, options);
  const [content] = readRescuedContents(root);
  if (content === undefined) throw new Error('nothing was rescued');
  put(root, 'run.sh', 'newer\n');
  const bytes = rescuedBytes(root, content.hash);
  restore(root, 'run.sh', bytes);
  expect([get(root, 'run.sh'), statSync(join(root, 'run.sh')).mode & 0o777]).toEqual([
    '#!/bin/sh\nmine\n',
    0o755,
  ]);
  expect(
    readRescuedContents(root)
      .map(({ hash }) => rescuedBytes(root, hash).toString())
      .sort(),
  ).toEqual(['#!/bin/sh\nmine\n', 'newer\n']);
  expect(restore(root, 'run.sh', bytes).kind).toBe('unchanged');
});

test.each(['../x', '/x', '.git/hooks/pre-commit', '.gitops/inventory.json', 'a\\b', 'con'])(
  'a rescued content does not go to %s',
  (path) => {
    expect(() => restore(aFolder(), path, Buffer.from('x'))).toThrow(UserError);
  },
);

test('a content that was rescued twice keeps both origins, and one that was cut short is not listed', () => {
  const root = aService();
  for (const path of ['k8s/a.yaml', 'k8s/b.yaml']) {
    put(root, path, 'same\n');
    resync(root, wanted, options);
  }
  const [content] = readRescuedContents(root);
  expect(content?.origins.map(({ path }) => path)).toEqual(['k8s/a.yaml', 'k8s/b.yaml']);
  expect(rescuedBytes(root, content?.hash ?? '').toString()).toBe('same\n');
  put(root, `.gitops/rescued/${content?.hash ?? ''}`, 'sam');
  expect(() => rescuedBytes(root, content?.hash ?? '')).toThrow('its sha256 differs');
});

test('a file whose repository has it needs no rescue, from inside a git hook too', () => {
  const root = aService();
  put(root, 'k8s/a.yaml', 'committed\n');
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: root,
      encoding: 'utf8',
    });
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'x');
  process.env['GIT_DIR'] = '/nowhere';
  try {
    expect(resync(root, wanted, options).filter(({ rescued }) => rescued)).toEqual([]);
  } finally {
    delete process.env['GIT_DIR'];
  }
});
