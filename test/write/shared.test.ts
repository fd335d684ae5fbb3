import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { FileSpec } from '../../src/render/spec.ts';
import { withOurs, withoutOurs } from '../../src/write/shared.ts';
import { aFile, aSpec, block, jsonKeys, yamlEntries, yamlKeys } from './helpers.ts';

function edited(spec: FileSpec, text: string): string {
  if (spec.ownership.kind !== 'shared') throw new Error('not shared');
  const result = withOurs(spec, Buffer.from(text), {
    part: spec.ownership.ours,
    previous: undefined,
  });
  return result.kind === 'edited' ? result.bytes.toString() : `REFUSED ${result.reason}`;
}
function removed(spec: FileSpec, text: string): string {
  if (spec.ownership.kind !== 'shared') throw new Error('not shared');
  const result = withoutOurs(spec.path, Buffer.from(text), {
    format: spec.content.kind,
    part: spec.ownership.ours,
  });
  return result.kind === 'edited' ? result.bytes.toString() : `REFUSED ${result.reason}`;
}

const wave = yamlKeys('k.yaml', { commonAnnotations: { wave: '-5' } }, [
  'commonAnnotations',
  'wave',
]);
const images = yamlEntries(
  'k.yaml',
  {
    images: [
      { name: 'a', newTag: 'none' },
      { name: 'b', digest: 'sha256:0' },
    ],
  },
  ['images'],
  'name',
);

test.each([
  [
    'a value is replaced beside its remark',
    wave,
    '# top\nresources: # x\n- a\n\ncommonAnnotations:\n    wave: "1" # y\n    other: z\n# end\n',
    '# top\nresources: # x\n- a\n\ncommonAnnotations:\n    wave: "-5" # y\n    other: z\n# end\n',
  ],
  [
    'a missing key is added to its mapping',
    wave,
    'commonAnnotations:\n    other: z # w\n\n# end\na: 1\n',
    'commonAnnotations:\n    other: z # w\n    wave: "-5"\n\n# end\na: 1\n',
  ],
  [
    'missing parents are added at the end',
    wave,
    'a: 1',
    'a: 1\ncommonAnnotations:\n  wave: "-5"\n',
  ],
  [
    'an empty mapping is filled',
    wave,
    'commonAnnotations: {} # c\na: 1\n',
    'commonAnnotations: # c\n  wave: "-5"\na: 1\n',
  ],
  [
    'a key without value is filled',
    wave,
    'commonAnnotations:\na: 1\n',
    'commonAnnotations:\n  wave: "-5"\na: 1\n',
  ],
  [
    'a flow mapping stays one',
    wave,
    'commonAnnotations: { wave: 1, b: 2 }\n',
    'commonAnnotations: { wave: "-5", b: 2 }\n',
  ],
  [
    'a flow mapping grows',
    wave,
    'commonAnnotations: { b: 2 }\n',
    'commonAnnotations: { b: 2, "wave": "-5" }\n',
  ],
  [
    'CRLF stays',
    wave,
    'commonAnnotations:\r\n  b: |\r\n    x\r\n',
    'commonAnnotations:\r\n  b: |\r\n    x\r\n  wave: "-5"\r\n',
  ],
  ['a file of remarks is filled', wave, '# only\n', '# only\ncommonAnnotations:\n  wave: "-5"\n'],
  [
    'a literal block is replaced',
    wave,
    'commonAnnotations:\n  wave: |\n    x\n    y\n  b: 1\n',
    'commonAnnotations:\n  wave: "-5"\n  b: 1\n',
  ],
  [
    'a number is not the string',
    wave,
    'commonAnnotations:\n  wave: -5\n',
    'commonAnnotations:\n  wave: "-5"\n',
  ],
  [
    'a list where a mapping belongs is refused',
    wave,
    'commonAnnotations: [a]\n',
    'REFUSED commonAnnotations is a list, but must be a mapping',
  ],
  [
    'an alias is refused',
    wave,
    'a: &x\n  b: 1\ncommonAnnotations: *x\n',
    'REFUSED commonAnnotations is not a plain mapping',
  ],
  [
    'an anchor that others need is refused',
    wave,
    'commonAnnotations:\n  wave: &x 1\na: *x\n',
    'REFUSED has an alias that cannot be resolved: Unresolved alias (the anchor must be set before the alias): x',
  ],
  [
    'several documents are refused',
    wave,
    'a: 1\n---\nb: 1\n',
    'REFUSED is not YAML that can be edited: it has several documents, the second one from line 2',
  ],
  [
    'missing entries are appended, known ones keep what CI wrote',
    images,
    'images:\n- name: a # c\n  newTag: "7" # by CI\n# end\nz: 1\n',
    'images:\n- name: a # c\n  newTag: "7" # by CI\n- name: b\n  digest: sha256:0\n# end\nz: 1\n',
  ],
  [
    'entries are appended with the indentation that is there',
    images,
    'images:\n  - name: b\n',
    'images:\n  - name: b\n  - name: a\n    newTag: none\n',
  ],
  [
    'an empty list is filled',
    images,
    'images: []\n',
    'images:\n  - name: a\n    newTag: none\n  - name: b\n    digest: sha256:0\n',
  ],
  [
    'a flow list grows',
    images,
    'images: [{ name: a }]\n',
    'images: [{ name: a }, {"name":"b","digest":"sha256:0"}]\n',
  ],
] as const)('YAML: %s', (_name, spec, before, after) => {
  expect(edited(spec, before)).toBe(after);
  if (!after.startsWith('REFUSED')) expect(edited(spec, after)).toBe(after);
});

test.each([
  ['commonAnnotations:\n  wave: "-5" # x\n  b: 1\n', 'commonAnnotations:\n  b: 1\n'],
  ['a: 1\n# why\ncommonAnnotations:\n  wave: "-5"\nb: 2\n', 'a: 1\n# why\nb: 2\n'],
  ['a: 1\ncommonAnnotations: { wave: 1, b: 2 }\n', 'a: 1\ncommonAnnotations: { b: 2 }\n'],
  ['commonAnnotations:\n  wave: x\n', ''],
])('YAML: our key goes from %j', (before, after) => {
  expect(removed(wave, before)).toBe(after);
});

const scripts = jsonKeys('package.json', { scripts: { build: 'tsc' } }, ['scripts', 'build']);

test.each([
  [
    '{\n\t"scripts": {\n\t\t"test": "x"\n\t}\n}',
    '{\n\t"scripts": {\n\t\t"test": "x",\n\t\t"build": "tsc"\n\t}\n}',
  ],
  [
    '{\r\n  "name": "a"\r\n}\r\n',
    '{\r\n  "name": "a",\r\n  "scripts": {\r\n    "build": "tsc"\r\n  }\r\n}\r\n',
  ],
  ['{"scripts":{"build" : "x" }}', '{"scripts":{"build" : "tsc" }}'],
  [
    '{\n  // why\n  "scripts": {}, // here\n}\n',
    '{\n  // why\n  "scripts": {\n    "build": "tsc"\n  }, // here\n}\n',
  ],
  ['{}\n', '{\n  "scripts": {\n    "build": "tsc"\n  }\n}\n'],
  ['', '{\n  "scripts": {\n    "build": "tsc"\n  }\n}\n'],
  ['[]', 'REFUSED the content is a list, but must be a mapping'],
  ['{"a": nope}', 'REFUSED is not valid JSON: unexpected "n" on line 1'],
])('JSON: our key is set in %j', (before, after) => {
  expect(edited(scripts, before)).toBe(after);
  if (!after.startsWith('REFUSED')) expect(edited(scripts, after)).toBe(after);
});

test('a block leaves every other byte, UTF-8 or not, and goes without a trace', () => {
  const spec = aFile('.gitignore', 'dist/\nnäme\n', block);
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom('', '\n', '\r\n', 'a\n\n'),
      (noise, end) => {
        const theirs = Buffer.concat([Buffer.from(noise), Buffer.from(end)]);
        const once = withOurs(spec, theirs, { part: { kind: 'block' }, previous: undefined });
        if (once.kind === 'refused') throw new Error(once.reason);
        expect(once.bytes.subarray(0, theirs.length).equals(theirs)).toBe(true);
        const twice = withOurs(spec, once.bytes, { part: { kind: 'block' }, previous: undefined });
        expect(twice).toEqual(once);
        const gone = withoutOurs(spec.path, once.bytes, {
          format: 'text',
          part: { kind: 'block' },
        });
        if (gone.kind === 'refused') throw new Error(gone.reason);
        expect(gone.bytes.toString('latin1').trimEnd()).toBe(theirs.toString('latin1').trimEnd());
      },
    ),
  );
});

const word = fc.constantFrom('a', 'b', 'c', 'on', 'y', '1');
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('x', 'yes', 'a\nb\n', 1, true, null, [], {}),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(word, tie('tree'), { maxKeys: 3 }),
  ),
}));

test('whatever the rest says, our key is right afterwards and the rest as before', async () => {
  const { stringify } = await import('yaml');
  fc.assert(
    fc.property(
      fc.dictionary(word, tree, { maxKeys: 4 }),
      fc.array(word, { minLength: 1, maxLength: 3 }),
      tree,
      fc.boolean(),
      fc.boolean(),
      (rest, path, ours, isFlow, isSeqIndented) => {
        const value = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), ours);
        const spec = yamlKeys('k.yaml', value as never, path);
        const text = stringify(
          rest,
          isFlow ? { collectionStyle: 'flow' } : { indentSeq: isSeqIndented },
        );
        const result = edited(spec, text);
        // A leaf, a list or an alias of the user's where our keys belong is theirs to move.
        if (result.startsWith('REFUSED')) {
          expect(result).toMatch(
            text.includes('&')
              ? /must be a mapping|plain mapping|alias|what is yours/
              : /must be a mapping/,
          );
          return;
        }
        expect(
          path.reduce<unknown>(
            (inner, key) => (inner as Record<string, unknown>)[key],
            parse(result),
          ),
        ).toEqual(ours);
        const others = Object.keys(rest).filter((key) => key !== path[0]);
        for (const key of others)
          expect((parse(result) as Record<string, unknown>)[key]).toEqual(rest[key]);
        expect(edited(spec, result)).toBe(result);
        const json = edited(
          jsonKeys('k.json', value as never, path),
          JSON.stringify(rest, null, 2),
        );
        expect(JSON.parse(json)).toEqual(parse(result));
      },
    ),
    { numRuns: 250 },
  );
});

const tool = aSpec(
  'package.json',
  { kind: 'json', value: { devDependencies: { a: '1', b: '1' } } },
  {
    kind: 'shared',
    ours: { kind: 'keys', paths: [] },
    needed: [
      [
        ['devDependencies', 'a'],
        ['dependencies', 'a'],
      ],
      [['devDependencies', 'b']],
    ],
  },
);

test.each([
  [
    'what is missing is added, and nothing else touched',
    '{\n    "name": "x"\n}',
    '{\n    "name": "x",\n    "devDependencies": {\n        "a": "1",\n        "b": "1"\n    }\n}',
  ],
  [
    'a value of its owner stays',
    '{ "devDependencies": { "a": "file:a.tgz", "b": "^2" } }',
    '{ "devDependencies": { "a": "file:a.tgz", "b": "^2" } }',
  ],
  [
    'a value at another of its places is enough',
    '{"dependencies":{"a":"2"},"devDependencies":{"b":"2"}}',
    '{"dependencies":{"a":"2"},"devDependencies":{"b":"2"}}',
  ],
])('needed keys: %s', (_name, before, after) => {
  expect(edited(tool, before)).toBe(after);
  expect(removed(tool, after)).toBe(after);
});

test.each([
  [
    'server:\n  image:\n    repository: a\n    tag: "1"\nworker: # CI\n  image:\n    repository: b\n    tag: "2"\n',
    'server:\n  image:\n    repository: a\n    tag: "1"\n',
  ],
  [
    'worker:\n  note: mine\n  image: { repository: b, tag: "2" }\nserver:\n  image: { repository: a }\n',
    'worker:\n  note: mine\nserver:\n  image: { repository: a }\n',
  ],
])(
  'what says nothing without a key of ours goes with it, and what stands further out stays',
  (before, after) => {
    const spec = yamlKeys('release.yaml', { server: { image: { repository: 'a' } } }, [
      'server',
      'image',
      'repository',
    ]);
    const previous = {
      format: 'yaml' as const,
      part: {
        kind: 'keys' as const,
        paths: [
          ['server', 'image', 'repository'],
          ['worker', 'image', 'repository'],
        ],
        whole: true as const,
      },
    };
    const result = withOurs(spec, Buffer.from(before), {
      part: { kind: 'keys', paths: [['server', 'image', 'repository']], whole: true },
      previous,
    });
    expect(result.kind === 'edited' ? String(result.bytes) : result.reason).toBe(after);
  },
);
