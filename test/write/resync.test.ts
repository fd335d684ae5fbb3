import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { isClean } from '../../src/write/change.ts';
import { report } from '../../src/write/report.ts';
import { originsOf } from '../../src/write/rescued-contents.ts';
import { planChanges, resync } from '../../src/write/resync.ts';
import { sha256Of } from '../../src/write/text-state.ts';
import { aFile, aFolder, get, options, put, treeOf } from './helpers.ts';
import { wanted, kinds } from './resync-helpers.ts';

test('a second run is clean and changes neither inode nor time', () => {
  const root = aFolder();
  expect(isClean(resync(root, wanted, options))).toBe(false);
  const before = treeOf(root);
  expect(isClean(resync(root, wanted, options))).toBe(true);
  expect(treeOf(root)).toEqual(before);
  expect(statSync(join(root, 'run.sh')).mode & 0o777).toBe(0o755);
  expect(statSync(join(root, 'k8s/base/a.json')).mode & 0o777).toBe(0o644);
  expect(readdirSync(join(root, '.gitops'))).toEqual(['inventory.json']);
});

test('planning writes nothing', () => {
  const root = aFolder({ 'k8s/base/a.json': 'theirs\n' });
  const before = treeOf(root);
  expect(kinds(root)).toMatchObject({ 'k8s/base/a.json': 'conflict', 'run.sh': 'create' });
  expect(treeOf(root)).toEqual(before);
});

test('the inventory has a line for each path and the version once', () => {
  const root = aFolder();
  resync(root, wanted, options);
  const lines = get(root, '.gitops/inventory.json').split('\n');
  expect(lines).toHaveLength(wanted.length + 3);
  expect(lines[0]).toBe('[{"format":1,"tool":"1.2.3"}');
  expect(lines[3]).toBe(
    `,{"path":"k8s/r/k.yaml","ownership":"shared","sha256":"${sha256Of('a:\n  b: 1\nc: 2\n')}",` +
      '"ours":{"format":"yaml","part":{"kind":"keys","paths":[["a","b"]]}}}',
  );
});

test('drift of an unchanged size and time is seen and repaired, and its bytes are rescued', () => {
  const root = aFolder();
  resync(root, wanted, options);
  const path = join(root, 'k8s/base/a.json');
  const { atime, mtime } = statSync(path);
  put(root, 'k8s/base/a.json', 'b\n');
  utimesSync(path, atime, mtime);
  expect(kinds(root)).toEqual({ 'k8s/base/a.json': 'repair' });
  resync(root, wanted, options);
  expect(get(root, 'k8s/base/a.json')).toBe('a\n');
  expect(get(root, `.gitops/rescued/${sha256Of('b\n')}`)).toBe('b\n');
  expect(originsOf(root, sha256Of('b\n'))).toEqual([
    { path: 'k8s/base/a.json', reason: 'was edited manually, and repaired' },
  ]);
});

test('what the last commit has is not rescued', () => {
  const root = aFolder();
  resync(root, wanted, options);
  put(root, 'k8s/base/a.json', 'b\n');
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: root,
      encoding: 'utf8',
    });
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'x');
  resync(root, wanted, options);
  expect(existsSync(join(root, '.gitops/rescued'))).toBe(false);
  put(root, 'k8s/base/a.json', 'not committed\n');
  resync(root, wanted, options);
  expect(readdirSync(join(root, '.gitops/rescued'))).toHaveLength(2);
});

test('an orphan goes together with the folders that it leaves empty', () => {
  const root = aFolder({ 'k8s/mine.txt': 'mine' });
  resync(
    root,
    [...wanted, aFile('k8s/deep/er/b.json', 'b\n'), aFile('docs/c.json', 'c\n')],
    options,
  );
  resync(root, wanted, options);
  expect([
    existsSync(join(root, 'k8s/deep')),
    existsSync(join(root, 'docs')),
    get(root, 'k8s/mine.txt'),
  ]).toEqual([false, false, 'mine']);
});

test('a file of ours can become a folder', () => {
  const root = aFolder();
  resync(root, [aFile('docs/a', 'a\n')], options);
  resync(root, [aFile('docs/a/b.json', 'b\n')], options);
  expect([get(root, 'docs/a/b.json'), kinds(root, [aFile('docs/a/b.json', 'b\n')])]).toEqual([
    'b\n',
    {},
  ]);
});

test('a renamed case is a rename, and a foreign twin a conflict', () => {
  const root = aFolder();
  resync(root, [aFile('Docs.json', 'a\n')], options);
  resync(root, [aFile('docs.json', 'a\n')], options);
  expect(readdirSync(root).sort()).toEqual(['.gitops', 'docs.json']);
  expect(() => resync(aFolder({ 'README.md': 'x' }), [aFile('Readme.md', 'y')], options)).toThrow(
    /differs only in case from "README.md"/,
  );
});

test("a lost inventory is written again, and an ejected file stays its owner's", () => {
  const root = aFolder();
  resync(root, wanted, options);
  const text = get(root, '.gitops/inventory.json');
  put(
    root,
    '.gitops/inventory.json',
    text.replace('"path":"run.sh","ownership":"managed"', '"path":"run.sh","ownership":"ejected"'),
  );
  put(root, 'run.sh', 'theirs\n');
  const changes = resync(root, wanted, options);
  expect(isClean(changes)).toBe(true);
  expect(report(changes, { verbose: false })).toBe(
    '= run.sh  ejected, kept\n5 file(s): 3 unchanged, 2 kept',
  );
  put(
    root,
    'run.sh',
    '#!/bin/sh\n# Generated from .projenrc.ts by create-gitops-service. Change the config and run: npx projen\n',
  );
  put(root, '.gitops/inventory.json', '[{"format":1,"tool":"1.2.3"}\n]\n');
  resync(root, wanted, options);
  expect(get(root, '.gitops/inventory.json')).toBe(text);
});

test('whatever people do between two runs, the second succeeds or writes nothing, and no byte is lost', () => {
  const edits = fc.dictionary(
    fc.constantFrom(...wanted.map(({ path }) => path), 'own.txt', 'k8s/own.txt'),
    fc.constantFrom('theirs\n', 'other: 1\r\n', '', '\u00ff'),
  );
  fc.assert(
    fc.property(edits, fc.subarray(wanted), fc.subarray(wanted), (edited, first, second) => {
      const root = aFolder();
      resync(root, first, options);
      for (const [path, text] of Object.entries(edited)) put(root, path, text);
      const before = treeOf(root);
      try {
        resync(root, second, options);
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
        expect(treeOf(root)).toEqual(before);
        return;
      }
      const everything = Object.keys(treeOf(root))
        .filter((path) => statSync(join(root, path)).isFile())
        .map((path) => get(root, path));
      for (const text of Object.values(edited))
        expect(everything.some((file) => file.includes(text))).toBe(true);
      const after = treeOf(root);
      expect(isClean(resync(root, second, options))).toBe(true);
      expect(treeOf(root)).toEqual(after);
    }),
    { numRuns: 80 },
  );
});

test('what is planned will be, and what is done was', () => {
  const root = aFolder();
  resync(root, wanted, options);
  put(root, 'k8s/base/a.json', 'edited\n');
  put(root, '.gitignore', 'mine/\n');
  const gone = wanted.filter(({ path }) => path !== 'run.sh');
  const planned = report(planChanges(root, gone, options), { verbose: false });
  for (const words of ['drift, will be repaired', 'will be deleted', 'it will be kept under'])
    expect(planned).toContain(words);
  expect(planned).not.toMatch(/\b(?:was|is kept)\b/);
  const done = report(resync(root, gone, options), { verbose: false });
  for (const words of ['drift, was repaired', 'was deleted', 'it is kept under'])
    expect(done).toContain(words);
  expect(done).not.toContain('will be');
});
