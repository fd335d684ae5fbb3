import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { plainOf, render } from '../../src/render/render.ts';
import { MARKER, withoutMarker } from '../../src/render/marker.ts';
import { Commented } from '../../src/render/spec.ts';
import type { Content, FileSpec, Ownership, Value } from '../../src/render/spec.ts';

const managed: Ownership = { kind: 'managed' };
const sample: Ownership = { kind: 'sample', restored: false };

function aSpec(content: Content, ownership: Ownership = sample, path = 'a.yaml'): FileSpec {
  return { path, content, ownership, executable: false, origin: { feature: 'test', keys: [] } };
}
const yaml = (...documents: Value[]): string => render(aSpec({ kind: 'yaml', documents }));
const text = (path: string, body: string, ownership: Ownership = managed): string =>
  render(aSpec({ kind: 'text', text: body }, ownership, path));

const traps = [
  '0B1',
  '0O7',
  '0o7',
  '0X1F',
  '0x',
  '1e_5',
  'e0',
  'E10',
  '1e5',
  '1E5',
  'n',
  'y',
  'No',
  'yes',
  'on',
  'OFF',
  'null',
  '~',
  'True',
  '1:30',
  '1:30:15',
  '1_000',
  '2024-01-01',
  '2024-01-01T00:00:00Z',
  '.5',
  '5.',
  '+1',
  '-1',
  '+.inf',
  '.NaN',
  'NaN',
  '<<',
  '=',
  '?',
  '-',
  '- a',
  '---',
  '--- a',
  '...',
  '',
  ' a',
  'a ',
  'a: b',
  'a:',
  'a #b',
  '#a',
  '&a',
  '*a',
  '!a',
  '%a',
  '@a',
  '`a',
  '{a',
  '[a',
  '"a',
  "'a",
  '|',
  '>',
  'a\tb',
  '\ta',
  'a\u2028b',
  '\ufeff',
  '\u0085',
  'a\u00a0',
  'a\r\nb',
  'a\n',
  '\n',
  'a\nb\n\n',
  ' a\nb',
  'a\n\nb\n',
  'a \nb',
  'a\n\tb',
  'a\n\n\n\nb',
  '\ud800',
  '😀',
  '日本',
  'é',
  '__proto__',
  '${{ a }}',
  '{{ a }}',
  '0777',
  '08',
  '1.2.3',
  '1234567',
  'a\\b',
  'a"b',
  '\x00',
  '\x7f',
  '--port=1',
  '0b',
  '1__',
  '685_230.15',
  '190:20:30.15',
  'x'.repeat(1200),
];

const nasty = fc.oneof(
  fc.constantFrom(...traps),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({
    unit: fc.constantFrom(...'0179abefxoBOXEyntzTZ_.:+- #\n\t\'"\\{}[]?!&*|>%@`~=<,'),
    maxLength: 10,
  }),
);
const numbers = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
);
const { value: values } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    nasty,
    numbers,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .dictionary(nasty, fc.option(tie('value'), { nil: undefined }), { maxKeys: 4 })
      .map((o) => Object.fromEntries(Object.entries(o))),
    fc
      .record({ value: tie('value'), before: fc.string(), after: fc.string({ unit: 'binary' }) })
      .map(({ value, ...remarks }) => new Commented(value, remarks)),
  ),
}));

test.each(['1.1', '1.2'] as const)('YAML %s readers give back what was written', (version) => {
  fc.assert(
    fc.property(values, (value) => {
      expect(parse(yaml(value), { version, merge: version === '1.1' })).toEqual(plainOf(value));
    }),
    { numRuns: 1000 },
  );
});

test.each(['1.1', '1.2'] as const)(
  'every trap survives YAML %s as key, value and item',
  (version) => {
    for (const trap of traps) {
      const value = {
        [trap]: trap,
        list: [trap, [trap], { [trap]: trap }],
        deep: { [trap]: [trap] },
      };
      expect(
        parse(yaml(value), { version, merge: version === '1.1' }),
        JSON.stringify(trap),
      ).toEqual(value);
    }
  },
);

test('a manifest reads as if written by hand', () => {
  expect(
    yaml({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'orders', labels: {}, missing: undefined },
      spec: {
        args: ['--port=3000', 'n', []],
        cpu: '100m',
        tag: '1.10',
        on: 1.5,
        script: 'set -e\necho "a"\n',
        matrix: [['a', 'b']],
      },
    }),
  ).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
  labels: {}
spec:
  args:
    - --port=3000
    - "n"
    - []
  cpu: 100m
  tag: "1.10"
  "on": 1.5
  script: |
    set -e
    echo "a"
  matrix:
    - - a
      - b
`);
});

test('remarks stand beside or above their value', () => {
  const uses = new Commented('actions/checkout@abc', { after: 'v4.2.0' });
  expect(
    yaml({
      steps: [{ uses }, { name: new Commented('x', { before: 'why\nand how' }) }],
      run: new Commented('a\nb\n', { after: 'literal' }),
      map: new Commented({ a: 1 }, { after: 'beside', before: 'above' }),
    }),
  ).toBe(`steps:
  - uses: actions/checkout@abc  # v4.2.0
  # why
  # and how
  - name: x
run: |  # literal
  a
  b
# above
map:  # beside
  a: 1
`);
});

test('several documents are separated and one stands alone', () => {
  expect(yaml({ a: 1 }, { b: 2 })).toBe('a: 1\n---\nb: 2\n');
  expect(
    parseAllDocuments(yaml('x\ny\n', [], null)).map((document): unknown => document.toJS()),
  ).toEqual(['x\ny\n', [], null]);
});

test('JSON has two spaces, no remarks and no marker', () => {
  const content: Content = {
    kind: 'json',
    value: { a: [new Commented(1, { after: 'x' })], b: undefined },
  };
  expect(render(aSpec(content, managed, 'a.json'))).toBe('{\n  "a": [\n    1\n  ]\n}\n');
});

test.each([
  ['a.yaml', 'a: 1', `# ${MARKER}\na: 1\n`],
  ['Dockerfile', 'FROM a\n', `# ${MARKER}\nFROM a\n`],
  [
    'build/Dockerfile',
    '# syntax=docker/dockerfile:1\nFROM a\n',
    `# syntax=docker/dockerfile:1\n# ${MARKER}\nFROM a\n`,
  ],
  ['.dockerignore', 'a\r\nb', `# ${MARKER}\na\nb\n`],
  ['.github/CODEOWNERS', '* @a\n', `# ${MARKER}\n* @a\n`],
  [
    'scripts/seal.sh',
    '#!/usr/bin/env bash\nset -e\n',
    `#!/usr/bin/env bash\n# ${MARKER}\nset -e\n`,
  ],
  ['docs/a.md', '# A\n', `<!-- ${MARKER} -->\n# A\n`],
  ['a.ts', 'const a = 1;\n', `// ${MARKER}\nconst a = 1;\n`],
  ['a.json', '{}', '{}\n'],
])('the marker of %s stands where the format wants it', (path, body, expected) => {
  expect(text(path, body)).toBe(expected);
  expect(withoutMarker(path, expected)).toBe(body.replaceAll('\r', '').replace(/\n?$/, '\n'));
});

test('sample files carry no marker and a block is surrounded by its lines', () => {
  expect(text('a.sh', 'x', sample)).toBe('x\n');
  expect(text('.gitignore', 'x', { kind: 'shared', ours: { kind: 'block' } })).toBe(
    '# >>> create-gitops-service\nx\n# <<< create-gitops-service\n',
  );
});
