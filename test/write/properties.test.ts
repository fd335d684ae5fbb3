import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import type { FileSpec, Ownership } from '../../src/render/spec.ts';
import { isClean, isWrite, type Change } from '../../src/write/change.ts';
import { planChanges, resync } from '../../src/write/resync.ts';
import { sampleSize } from '../sample.ts';
import { aFile, aFolder, block, jsonKeys, managed, sample, yamlEntries } from './helpers.ts';
import { bytesOf } from './lived-folder.ts';

const comesBack: Ownership = { kind: 'sample', restored: true };

/** What may be wanted at each path; the last two paths exclude each other. */
const variants: readonly (readonly FileSpec[])[] = [
  [
    aFile('k8s/a.yaml', 'a: 1\n'),
    aFile('k8s/a.yaml', 'a: 2\n'),
    aFile('k8s/a.yaml', 'a: 1\n', sample),
  ],
  [
    aFile('bin/run.sh', '#!/bin/sh\n', managed, true),
    aFile('bin/run.sh', '#!/bin/sh\n'),
    aFile('bin/run.sh', '#!/bin/sh\nexit\n', managed, true),
  ],
  [
    aFile('src/app.ts', 'app\n', sample),
    aFile('src/app.ts', 'app\n', comesBack),
    aFile('src/app.ts', 'app\n'),
  ],
  [
    aFile('.gitignore', 'dist/\n', block),
    aFile('.gitignore', 'dist/\nout/\n', block),
    aFile('.gitignore', 'dist/\n'),
  ],
  [
    jsonKeys('package.json', { a: 1 }, ['a']),
    jsonKeys('package.json', { a: { b: 2 } }, ['a', 'b']),
    jsonKeys('package.json', { c: 3 }, ['c']),
  ],
  [
    yamlEntries('release.yaml', { images: [{ name: 'x', tag: '0' }] }, ['images'], 'name'),
    yamlEntries('release.yaml', { images: [{ name: 'y', tag: '0' }] }, ['images'], 'name'),
  ],
  [aFile('docs/guide', 'g\n'), aFile('docs/guide/start.md', 'g\n')],
];
const paths = [
  ...new Set(variants.flat().map(({ path }) => path)),
  'own.txt',
  'k8s/own.yaml',
  'docs/own.md',
];

const wanted = fc
  .tuple(...variants.map((each) => fc.option(fc.constantFrom(...each), { nil: undefined })))
  .map((specs) => specs.filter((spec) => spec !== undefined));

/** What a person can do to a path; `word` is theirs alone. */
const edits = {
  write: (file: string, word: string) => {
    writeFileSync(file, `${word}\n`);
  },
  append: (file: string, word: string) => {
    writeFileSync(file, `${readFileSync(file, 'latin1')}# ${word}\n`, 'latin1');
  },
  insert: (file: string, word: string) => {
    writeFileSync(file, readFileSync(file, 'utf8').replace(/\n|$/, `\n# ${word}\n`));
  },
  key: (file: string, word: string) => {
    writeFileSync(file, `{"${word}": {"a": ["${word}"]}, "a": "${word}"}`);
  },
  images: (file: string, word: string) => {
    writeFileSync(file, `images:\n- name: x # ${word}\n  tag: "${word}"\n`);
  },
  notUtf8: (file: string, word: string) => {
    writeFileSync(file, Buffer.concat([Buffer.from(word), Buffer.from([0xff, 0x0a])]));
  },
  crlf: (file: string) => {
    writeFileSync(file, readFileSync(file, 'latin1').replaceAll(/\r?\n/g, '\r\n'), 'latin1');
  },
  remove: (file: string) => {
    rmSync(file, { recursive: true });
  },
  executable: (file: string) => {
    chmodSync(file, 0o755);
  },
  secret: (file: string) => {
    chmodSync(file, 0o600);
  },
  folder: (file: string, word: string) => {
    rmSync(file, { force: true });
    mkdirSync(file);
    writeFileSync(join(file, 'inside.txt'), word);
  },
  link: (file: string, _word: string, away: string) => {
    rmSync(file, { recursive: true, force: true });
    symlinkSync(away, file);
  },
} satisfies Record<string, (file: string, word: string, away: string) => void>;

const edit = fc.record({
  kind: fc.constantFrom(...(Object.keys(edits) as (keyof typeof edits)[])),
  path: fc.constantFrom(...paths),
});
const year = fc.array(
  fc.record({ wanted, edits: fc.array(edit, { maxLength: 5 }), takeOver: fc.boolean() }),
  { minLength: 1, maxLength: 4 },
);

test('for years of edits and configs: what is planned happens, once, and nothing of theirs is lost', () => {
  const seen = new Map<string, number>();
  let word = 0;
  fc.assert(
    fc.property(year, (steps) => {
      const [root, away] = [aFolder(), aFolder({ 'theirs.txt': 'outside' })];
      for (const step of steps) {
        for (const { kind, path } of step.edits) {
          word += 1;
          attempted(() => {
            mkdirSync(dirname(join(root, path)), { recursive: true });
            const isLink =
              lstatSync(join(root, path), { throwIfNoEntry: false })?.isSymbolicLink() === true;
            if (isLink && kind !== 'remove' && kind !== 'link') return;
            edits[kind](
              join(root, path),
              `word-${String(word)}-`,
              path.endsWith('own.md') ? away : join(away, 'theirs.txt'),
            );
          });
        }
        const kinds = obeysTheLaws(root, step);
        for (const kind of kinds) seen.set(kind, (seen.get(kind) ?? 0) + 1);
        expect(readFileSync(join(away, 'theirs.txt'), 'utf8')).toBe('outside');
      }
    }),
    { numRuns: sampleSize(250, 100) },
  );
  process.stdout.write(`kinds of changes seen: ${JSON.stringify(Object.fromEntries(seen))}\n`);
  for (const kind of [
    'create',
    'restore',
    'update',
    'repair',
    'take-over',
    'delete',
    'unchanged',
    'kept',
    'conflict',
  ])
    expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(0);
}, 120_000);

/** One resync of one folder, looked at from outside; says which kinds of changes there were. */
function obeysTheLaws(
  root: string,
  { wanted: files, takeOver }: { readonly wanted: readonly FileSpec[]; readonly takeOver: boolean },
): readonly string[] {
  const options = { takeOver, toolVersion: '1.0.0' };
  const before = statesOf(root);
  const words = wordsOf(root);
  const planned = planChanges(root, files, options);
  expect(statesOf(root), 'planning writes nothing').toEqual(before);
  const isRefused = planned.some(({ kind }) => kind === 'conflict');
  if (isRefused) {
    expect(() => resync(root, files, options)).toThrow(UserError);
    expect(statesOf(root), 'a refusal writes nothing').toEqual(before);
    return kindsOf(planned).map(([, kind]) => kind);
  }
  const done = resync(root, files, options);
  expect(kindsOf(done)).toEqual(kindsOf(planned));
  const settled = statesOf(root);
  const isRecord = (path: string): boolean => path.startsWith('.gitops/');
  const touched = [...new Set([...before.keys(), ...settled.keys()])].filter(
    (path) => before.get(path) !== settled.get(path) && !isRecord(path),
  );
  expect(touched.sort()).toEqual(
    done
      .filter(isWrite)
      .map(({ path }) => path)
      .filter((path) => !isRecord(path))
      .sort(),
  );
  const kept = wordsOf(root);
  expect(
    [...words].filter((each) => !kept.has(each)),
    'words that are lost',
  ).toEqual([]);
  for (const { path, executable, ownership } of files) {
    if (ownership.kind === 'managed')
      expect([path, (lstatSync(join(root, path)).mode & 0o100) !== 0]).toEqual([path, executable]);
  }
  expect(isClean(planChanges(root, files, { takeOver: false })), 'check agrees').toBe(true);
  expect(isClean(resync(root, files, { ...options, takeOver: false }))).toBe(true);
  expect(statesOf(root), 'the second run writes nothing').toEqual(settled);
  return kindsOf(done).map(([, kind]) => kind);
}

const kindsOf = (changes: readonly Change[]): (readonly [string, string])[] =>
  changes.map(({ path, kind }) => [path, kind] as const);

/** Inode, mode, times and target of everything but folders. */
function statesOf(root: string): ReadonlyMap<string, string> {
  return new Map(
    [...bytesOf(root).keys()].map((path) => {
      const { ino, mode, mtimeMs, ctimeMs } = lstatSync(join(root, path));
      return [path, [ino, mode, mtimeMs, ctimeMs].join(' ')];
    }),
  );
}

/** The words of people that stand anywhere in a folder. */
const wordsOf = (root: string): ReadonlySet<string> =>
  new Set([...bytesOf(root).values()].flatMap((text) => text.match(/word-\d+-/g) ?? []));

/** What does not work out, like an edit below a file, nobody did. */
function attempted(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
  }
}
