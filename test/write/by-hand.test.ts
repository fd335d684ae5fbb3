import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { FileSpec } from '../../src/render/spec.ts';
import { planChanges, resync } from '../../src/write/resync.ts';
import { withOurs } from '../../src/write/shared.ts';
import { aFolder, get, jsonKeys, options, put, yamlKeys } from './helpers.ts';
import {
  end,
  ignored,
  images,
  isSettled,
  node,
  nothing,
  partOf,
  settled,
  start,
  wave,
} from './shared-helpers.ts';

const conflictAt = (root: string, spec: FileSpec) => {
  const [change] = planChanges(root, [spec], options).filter(({ kind }) => kind === 'conflict');
  return change;
};

type Replaced = readonly [
  what: string,
  spec: FileSpec,
  text: string,
  reason: RegExp,
  after: string,
];
const replaced: readonly Replaced[] = [
  [
    'a list where a mapping belongs',
    wave,
    'a: 1 # mine\nannotations: [b]\nc: 2\n',
    /annotations is a list, but must be a mapping/,
    'a: 1 # mine\nannotations:\n  wave: "-5"\nc: 2\n',
  ],
  [
    'a text where a mapping belongs',
    node,
    '{\n  "name": "a",\n  "engines": "node 20",\n  "x": 1\n}\n',
    /engines is the string "node 20", but must be a mapping/,
    '{\n  "name": "a",\n  "engines": {\n    "node": ">=22"\n  },\n  "x": 1\n}\n',
  ],
  [
    'a list of JSON where all of it should be a mapping',
    node,
    '[]\n',
    /the content is a list/,
    '{\n  "engines": {\n    "node": ">=22"\n  }\n}\n',
  ],
  [
    'a mapping where a list belongs',
    images,
    '# mine\nimages:\n  api: 1\n',
    /images is a mapping, but must be a list/,
    '# mine\nimages:\n  - name: api\n    newTag: none\n',
  ],
  [
    'an alias where a mapping belongs',
    wave,
    'a: &x\n  b: 1\nannotations: *x # mine\n',
    /annotations is not a plain mapping/,
    'a: &x\n  b: 1\nannotations: {"b":1, "wave": "-5"} # mine\n',
  ],
  [
    'an anchor of ours that somebody uses',
    wave,
    'annotations:\n  wave: &x "1"\na: *x # mine\n',
    /alias that cannot be resolved/,
    'annotations:\n  wave: "-5"\na: "1" # mine\n',
  ],
  [
    'two mappings under one key',
    wave,
    'annotations:\n  a: 1\nb: 2 # mine\nannotations:\n  c: 3\n',
    /"annotations" stands twice in one mapping, again on line 4/,
    'b: 2 # mine\nannotations:\n  a: 1\n  c: 3\n  wave: "-5"\n',
  ],
  [
    'a key that stands twice and is not ours',
    wave,
    'b: 2\nannotations:\n  c: 3\nb: 4\n',
    /"b" stands twice/,
    'annotations:\n  c: 3\n  wave: "-5"\nb: 4\n',
  ],
  [
    'a mark that nobody closed, around lines that are not as we wrote them',
    ignored,
    `a\n${start}\ndist/\nmine/\n`,
    /marker lines that do not pair up: a start on line 2/,
    `a\n${start}\ndist/\nout/\n${end}\nmine/\n`,
  ],
  [
    'a mark that nobody opened',
    ignored,
    `a\nmine/\n${end}\nb\n`,
    /an end on line 3/,
    `a\nmine/\n${start}\ndist/\nout/\n${end}\nb\n`,
  ],
  [
    'marks in the wrong order',
    ignored,
    `${end}\na\n${start}\n`,
    /an end on line 1, a start on line 3/,
    `${start}\ndist/\nout/\n${end}\na\n`,
  ],
];

test.each(replaced)('%s: the lines to write are printed', (_, spec, text, reason, after) => {
  const root = aFolder({ [spec.path]: text });
  const conflict = conflictAt(root, spec);
  expect(conflict?.reason).toMatch(reason);
  expect(conflict?.byHand?.kind).toBe('replace');
  const refusal = refusalOf(() => resync(root, [spec], options));
  expect(refusal).not.toMatch(/delete the file/);
  for (const line of `${conflict?.byHand?.found ?? ''}${conflict?.byHand?.text ?? ''}`.split('\n'))
    expect(refusal).toContain(line);
  expect(get(root, spec.path)).toBe(text);

  put(root, spec.path, settled(text, conflict?.byHand ?? nothing));
  expect(get(root, spec.path)).toBe(after);
  expect(isSettled(root, spec)).toBe(true);
  expect(get(root, spec.path)).toBe(after);
});

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    const { message, hint } = error as Error & { hint: string };
    return `${message}\n${hint}`;
  }
  return 'not refused';
}

type Corrected = readonly [
  what: string,
  spec: FileSpec,
  text: string,
  told: { readonly reason: RegExp; readonly lines: readonly [first: number, last: number] },
  correct: string,
];
const corrected: readonly Corrected[] = [
  [
    'JSON that is none',
    node,
    '{\n  "a": nope\n}\n',
    { reason: /unexpected "n" on line 2/, lines: [2, 2] },
    '{\n  "a": 1\n}\n',
  ],
  [
    'YAML that is none',
    wave,
    'a: 1\nb: [c\nd: 1\n',
    { reason: /line/, lines: [3, 3] },
    'a: 1\nb: [c]\nd: 1\n',
  ],
  [
    'two documents',
    wave,
    'a: 1\n---\nb: 1\n',
    { reason: /several documents, the second one from line 2/, lines: [2, 2] },
    'a: 1\n',
  ],
  [
    'a merge that nobody finished',
    wave,
    '<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\nb: 1\n',
    { reason: /merge conflict markers on line 1/, lines: [1, 5] },
    'a: 2\nb: 1\n',
  ],
  [
    'a merge around our block',
    ignored,
    `<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n${start}\ndist/\n${end}\n`,
    { reason: /merge conflict markers on line 1/, lines: [1, 5] },
    `b\n${start}\ndist/\n${end}\n`,
  ],
  [
    'an alias of itself',
    wave,
    'a: &x\n  b: *x\n',
    { reason: /contains itself/, lines: [2, 2] },
    'a: 1\n',
  ],
  [
    'nesting that nobody can follow',
    node,
    `{"a":${'['.repeat(200)}${']'.repeat(200)}}`,
    { reason: /nested more than 100 levels/, lines: [1, 0] },
    '{}',
  ],
];

test.each(corrected)(
  '%s: the wrong lines and ours are printed',
  (_, spec, text, { reason, lines: [first, last] }, correct) => {
    const root = aFolder({ [spec.path]: text });
    const conflict = conflictAt(root, spec);
    expect(conflict?.reason).toMatch(reason);
    expect(conflict?.byHand).toMatchObject({ kind: 'correct', first, last });
    const refusal = refusalOf(() => resync(root, [spec], options));
    expect(refusal).not.toMatch(/delete the file/);
    for (const line of (conflict?.byHand?.text ?? '').split('\n')) expect(refusal).toContain(line);
    for (const other of [correct, conflict?.byHand?.text ?? '']) {
      put(root, spec.path, other);
      expect(isSettled(root, spec)).toBe(true);
    }
  },
);

test('a file in another encoding is printed as it should be saved', () => {
  for (const [bytes, name] of [
    [Buffer.from('{\n  "author": "J\u00fcrgen",\n  "x": 1\n}\n', 'latin1'), 'windows-1252'],
    [Buffer.from('\ufeff{\n  "author": "J\u00fcrgen",\n  "x": 1\n}\n', 'utf16le'), 'UTF-16'],
  ] as const) {
    const result = withOurs(node, bytes, { part: partOf(node), previous: undefined });
    if (result.kind !== 'refused' || result.byHand === undefined) throw new Error(name);
    expect(result.reason).toMatch(/is not UTF-8/);
    expect(JSON.parse(settled(bytes.toString(), result.byHand))).toEqual({
      author: 'J\u00fcrgen',
      x: 1,
      engines: { node: '>=22' },
    });
  }
});

const word = fc.constantFrom('a', 'b', 'c', '1');
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('x', 'a\nb\n', 1, true, null, [], {}),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(word, tie('tree'), { maxKeys: 3 }),
  ),
}));

test('whatever the rest says, who writes what is printed has nothing left to do', () => {
  fc.assert(
    fc.property(
      tree,
      fc.array(word, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('block', 'flow', 'json'),
      fc.boolean(),
      (rest, path, style, isDoubled) => {
        const value = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), 'ours');
        const isJson = style === 'json';
        const spec = (isJson ? jsonKeys : yamlKeys)(
          isJson ? 'k.json' : 'k.yaml',
          value as never,
          path,
        );
        const once = isJson
          ? JSON.stringify(rest, null, 2)
          : stringify(rest, style === 'flow' ? { collectionStyle: 'flow' } : {});
        const text = isDoubled && style === 'block' ? doubled(once) : once;
        const bytes = Buffer.from(text);
        const part = { kind: 'keys', paths: [path] } as const;
        const result = withOurs(spec, bytes, { part, previous: undefined });
        if (result.kind === 'edited') return;
        if (result.byHand?.kind !== 'replace') throw new Error(`${result.reason} in ${text}`);
        const after = settled(text, result.byHand);
        const again = withOurs(spec, Buffer.from(after), { part, previous: undefined });
        expect(again).toEqual({ kind: 'edited', bytes: Buffer.from(after) });
        const read: unknown = isJson ? JSON.parse(after) : parse(after);
        expect(path.reduce((inner, key) => Reflect.get(Object(inner), key), read)).toBe('ours');
      },
    ),
    { numRuns: 300 },
  );
});

/** Each key of the root once more, where the root is a mapping. */
const doubled = (text: string): string =>
  /^[abc"]\w*"?:/.test(text) && !text.includes('&') ? text + text : text;
