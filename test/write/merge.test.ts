import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FileSpec } from '../../src/render/spec.ts';
import { isClean } from '../../src/write/change.ts';
import { conflictLine } from '../../src/write/conflict-markers.ts';
import { readRescuedContents, rescuedBytes } from '../../src/write/rescued-contents.ts';
import { inventoryFor, planChanges, resync } from '../../src/write/resync.ts';
import { aFile, aFolder, block, get, jsonKeys, options, put, yamlEntries } from './helpers.ts';

interface Versions {
  readonly a?: string;
  readonly block?: string;
  readonly more?: readonly string[];
  readonly toolVersion?: string;
}

/** Files that somebody edited. */
type Edits = Readonly<Record<string, string | Buffer>>;

const filesOf = ({ a = 'same\n', block: lines = 'dist/\n', more = [] }: Versions): FileSpec[] => [
  aFile('k8s/a.yaml', a),
  aFile('.gitignore', lines, block),
  jsonKeys('package.json', { engines: { node: '>=24' } }, ['engines', 'node']),
  yamlEntries('k8s/release.yaml', { images: [{ name: 'x', newTag: 'none' }] }, ['images'], 'name'),
  ...['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => aFile(`k8s/${name}.yaml`, `${name}\n`)),
  ...more.map((name) => aFile(`k8s/${name}.yaml`, `${name}\n`)),
];

/** A repository in the middle of a merge of two branches that were resynced from different configs. */
function merging(
  ours: Versions,
  theirs: Versions,
  edits: { readonly ours?: Edits; readonly theirs?: Edits } = {},
  style = 'merge',
) {
  const root = aFolder();
  const git = (...words: string[]) =>
    spawnSync(
      'git',
      [
        '-c',
        'user.name=a',
        '-c',
        'user.email=a@example.com',
        '-c',
        `merge.conflictStyle=${style}`,
        ...words,
      ],
      { cwd: root, encoding: 'utf8' },
    );
  const commit = (versions: Versions, files: Edits = {}): void => {
    resync(root, filesOf(versions), { ...options, toolVersion: versions.toolVersion ?? '1.2.3' });
    for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
    git('add', '--all');
    git('commit', '-qm', 'x');
  };
  git('init', '-q', '-b', 'main');
  commit({});
  git('checkout', '-qb', 'other');
  commit(theirs, edits.theirs);
  git('checkout', '-q', 'main');
  commit(ours, edits.ours);
  const { status } = git('merge', 'other');
  return { root, git, clean: status === 0 };
}

test('the inventories of two branches that add and change different files merge by themselves', () => {
  const { root, clean } = merging({ a: 'ours\n' }, { more: ['d2', 'zz'] });
  expect(clean).toBe(true);
  expect(isClean(resync(root, filesOf({ a: 'ours\n', more: ['d2', 'zz'] }), options))).toBe(true);
});

test.each(['merge', 'diff3', 'zdiff3'])(
  'conflicts in managed files, in our block and in the inventory are resolved by a resync (%s)',
  (style) => {
    const { root, clean } = merging(
      { a: 'ours\n', block: 'ours/\n', toolVersion: '1.3.0' },
      { a: 'theirs\n', block: 'theirs/\n', more: ['a2'], toolVersion: '1.4.0' },
      {},
      style,
    );
    expect(clean).toBe(false);
    for (const path of ['k8s/a.yaml', '.gitignore', '.gitops/inventory.json'])
      expect(conflictLine(get(root, path)), path).toBeGreaterThan(0);
    const wanted = filesOf({ a: 'both\n', block: 'both/\n', more: ['a2'] });
    const planned = planChanges(root, wanted, { ...options, toolVersion: '1.4.0' });
    expect(
      planned
        .filter(({ reason }) => reason.startsWith('merge conflict markers'))
        .map(({ path }) => path),
    ).toEqual(['.gitops/inventory.json', 'k8s/a.yaml']);
    resync(root, wanted, { ...options, toolVersion: '1.4.0' });
    for (const path of ['k8s/a.yaml', '.gitignore', '.gitops/inventory.json'])
      expect(get(root, path)).not.toMatch(/^[<=>|]{7}/m);
    expect(get(root, 'k8s/a.yaml')).toContain('both\n');
    expect(get(root, '.gitignore')).toContain('both/\n');
    // git has both sides, so there is nothing to rescue.
    expect(readRescuedContents(root)).toEqual([]);
    expect(isClean(resync(root, wanted, { ...options, toolVersion: '1.4.0' }))).toBe(true);
  },
);

test('what somebody wrote while resolving is rescued', () => {
  const { root } = merging({ a: 'ours\n' }, { a: 'theirs\n' });
  put(root, 'k8s/a.yaml', `${get(root, 'k8s/a.yaml')}# begun by hand\n`);
  resync(root, filesOf({ a: 'both\n' }), options);
  expect(readRescuedContents(root).map(({ hash }) => rescuedBytes(root, hash).toString())).toEqual([
    expect.stringContaining('# begun by hand'),
  ]);
});

test('lines that are no UTF-8 are told apart when what git has is looked for', () => {
  const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
  const edits = { theirs: { 'k8s/a.yaml': bytes('theirs \xff\n') } };
  const { root } = merging({ a: 'ours\n' }, { a: 'theirs\n' }, edits);
  const file = join(root, 'k8s/a.yaml');
  const resolved = bytes(readFileSync(file).toString('latin1').replace('\xff', '\xfe'));
  writeFileSync(file, resolved);
  resync(root, filesOf({ a: 'both\n' }), options);
  expect(readRescuedContents(root).map(({ hash }) => rescuedBytes(root, hash))).toEqual([resolved]);
});

test('after the merge was concluded with its markers, the file is rescued unless the commit has it', () => {
  const { root, git } = merging({ a: 'ours\n' }, { a: 'theirs\n' });
  git('add', '--all');
  resync(root, filesOf({ a: 'both\n' }), options);
  expect(readRescuedContents(root)).toHaveLength(1);
});

test.each([
  [
    '.gitignore',
    'x/\n# >>> create-gitops-service\ndist/\n# <<< create-gitops-service\n',
    'y/\n# >>> create-gitops-service\ndist/\n# <<< create-gitops-service\n',
  ],
  [
    'package.json',
    '{\n  "engines": {\n    "node": ">=24"\n  },\n  "version": "1"\n}\n',
    '{\n  "engines": {\n    "node": ">=24"\n  },\n  "version": "2"\n}\n',
  ],
  [
    'k8s/release.yaml',
    'images:\n  - name: x\n    newTag: "1"\n',
    'images:\n  - name: x\n    newTag: "2"\n',
  ],
])('a conflict between people in %s stops everything and is named', (path, ours, theirs) => {
  const { root } = merging(
    { a: 'ours\n' },
    { a: 'ours\n' },
    { ours: { [path]: ours }, theirs: { [path]: theirs } },
  );
  const before = get(root, path);
  expect(conflictLine(before)).toBeGreaterThan(0);
  expect(() => resync(root, filesOf({ a: 'new\n' }), options)).toThrow(
    expect.objectContaining({
      exitCode: 3,
      message: expect.stringMatching(
        new RegExp(
          `${path.replaceAll('.', '\\.')}: has merge conflict markers on line \\d+, ` +
            'outside of the generated part: resolve them first',
        ),
      ),
    }),
  );
  expect([get(root, path), get(root, 'k8s/a.yaml')]).toEqual([
    before,
    expect.stringContaining('ours\n'),
  ]);
});

test('a conflict that begins above our block and ends in it is not half resolved', () => {
  const root = aFolder({
    '.gitignore':
      '<<<<<<< HEAD\nmine/\n# >>> create-gitops-service\n=======\n' +
      '# >>> create-gitops-service\ndist/\n>>>>>>> x\n# <<< create-gitops-service\n',
  });
  expect(() => resync(root, filesOf({}), options)).toThrow(/merge conflict markers on line 1/);
  put(
    root,
    '.gitignore',
    '<<<<<<< HEAD\nmine/\n# >>> create-gitops-service\ndist/\n=======\nx/\n>>>>>>> x\n# <<< create-gitops-service\n',
  );
  expect(() => resync(root, filesOf({}), options)).toThrow(/merge conflict markers on line 1/);
});

test("a file that one side ejected stays its owner's", () => {
  const { root } = merging({}, {});
  const [head = '', ...lines] = get(root, '.gitops/inventory.json').split('\n');
  const index = lines.findIndex((line) => line.includes('"k8s/a.yaml"'));
  const line = lines[index] ?? '';
  lines.splice(
    index,
    1,
    '<<<<<<< HEAD',
    line.replace('managed', 'ejected'),
    '=======',
    line,
    '>>>>>>> x',
  );
  put(root, '.gitops/inventory.json', [head, ...lines].join('\n'));
  expect(inventoryFor(root, '').entries.get('k8s/a.yaml')?.ownership).toBe('ejected');
});

test('headings and lone markers are no conflict', () => {
  for (const text of [
    'Title\n=======\n',
    '<<<<<<< x\n',
    '=======\n>>>>>>> x\n',
    '<<<<<<<x\n=======\n>>>>>>>x\n',
  ])
    expect(conflictLine(text)).toBeUndefined();
  expect(conflictLine('a\r\n<<<<<<< x\r\n=======\r\n>>>>>>> y\r\n')).toBe(2);
});

test('an older tool leaves what a newer one wrote, a newer one takes the record on', () => {
  const root = aFolder();
  resync(root, filesOf({}), { ...options, toolVersion: '1.10.0' });
  for (const older of ['1.9.9', '0.20.0']) {
    expect(() => resync(root, filesOf({ a: 'x' }), { ...options, toolVersion: older })).toThrow(
      expect.objectContaining({
        exitCode: 3,
        message: expect.stringContaining(
          `written by create-gitops-service 1.10.0, but this is the older version ${older}`,
        ),
        hint: expect.stringContaining('npm ci'),
      }),
    );
    expect(() => planChanges(root, filesOf({}), { takeOver: false, toolVersion: older })).toThrow(
      '1.10.0',
    );
  }
  put(
    root,
    '.gitops/inventory.json',
    get(root, '.gitops/inventory.json').replace('"format":1', '"format":0'),
  );
  resync(root, filesOf({}), { ...options, toolVersion: '1.10.1' });
  expect(get(root, '.gitops/inventory.json').split('\n')[0]).toBe('[{"format":1,"tool":"1.10.1"}');
});

test('a lost inventory is written again, and the check says so', () => {
  const root = aFolder();
  resync(root, filesOf({}), options);
  const text = get(root, '.gitops/inventory.json');
  spawnSync('rm', [`${root}/.gitops/inventory.json`]);
  expect(
    planChanges(root, filesOf({}), options)
      .filter((change) => !isClean([change]))
      .map(({ path }) => path),
  ).toEqual(['.gitops/inventory.json']);
  resync(root, filesOf({}), options);
  expect(get(root, '.gitops/inventory.json')).toBe(text);
});
