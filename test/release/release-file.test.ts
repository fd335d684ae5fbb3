import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { entriesIn, imagesOf, setImage } from '../../src/release/release-file.ts';
import { api, digestOf, releaseFile, unreleased, web } from './a-project.ts';

const tag = 'a'.repeat(40);
const digest = digestOf('b');
const image = { repository: api, tag, digest };

test('only the tag and the digest of this image change', () => {
  const text = releaseFile([
    { name: api, ...unreleased },
    { name: web, ...unreleased },
  ]);
  expect(setImage(text, image)).toBe(
    releaseFile([
      { name: api, newTag: tag, digest },
      { name: web, ...unreleased },
    ]).replace(`digest: ${digest}`, `digest: "${digest}"`),
  );
});

test.each([
  [
    'a missing tag is written below the name',
    'images:\n- name: x/y # mine\n  digest: sha256:0\n',
    `images:\n- name: x/y # mine\n  newTag: "${tag}"\n  digest: "${digest}"\n`,
  ],
  [
    'a flow mapping stays one',
    'images: [{name: x/y, newTag: old}]\n',
    `images: [{name: x/y, digest: "${digest}", newTag: "${tag}"}]\n`,
  ],
  [
    'an unquoted number becomes a string',
    "images:\n  - newTag: 1234567 # why\n    name: x/y\n    digest: 'sha256:1'\n",
    `images:\n  - newTag: "${tag}" # why\n    name: x/y\n    digest: "${digest}"\n`,
  ],
  [
    'CRLF stays',
    'images:\r\n  - name: x/y\r\n',
    `images:\r\n  - name: x/y\r\n    digest: "${digest}"\r\n    newTag: "${tag}"\r\n`,
  ],
  [
    'a missing final newline is no trap',
    'images:\n  - name: x/y',
    `images:\n  - name: x/y\n    newTag: "${tag}"\n    digest: "${digest}"\n`,
  ],
  [
    'a block scalar is replaced whole',
    'images:\n  - name: x/y\n    newTag: >-\n      old\n    digest: sha256:1\n# end\n',
    `images:\n  - name: x/y\n    newTag: "${tag}"\n    digest: "${digest}"\n# end\n`,
  ],
])('%s', (_, text, expected) => {
  const edited = setImage(text, { repository: 'x/y', tag, digest });
  expect(parse(edited)).toEqual(parse(expected));
  expect(edited.split(/\r?\n/).sort()).toEqual(expected.split(/\r?\n/).sort());
  expect(edited.includes('\r')).toBe(text.includes('\r'));
});

test('a part that the image lacks goes, so that no tag stands beside the digest of another image', () => {
  const text = releaseFile([{ name: api, newTag: tag, digest }]);
  expect(imagesOf(setImage(text, { repository: api, tag: 'v1.2.3', digest: undefined }))).toEqual([
    { repository: api, tag: 'v1.2.3', digest: undefined },
  ]);
  expect(
    imagesOf(setImage(text, { repository: api, tag: undefined, digest: digestOf('c') })),
  ).toEqual([{ repository: api, tag: undefined, digest: digestOf('c') }]);
  expect(
    setImage('images: [{name: x/y, newTag: old, digest: "sha256:1"}]\n', {
      repository: 'x/y',
      tag,
      digest: undefined,
    }),
  ).toBe(`images: [{name: x/y, newTag: "${tag}"}]\n`);
  expect(
    setImage('images:\n- digest: sha256:1\n  name: x/y\n', {
      repository: 'x/y',
      tag: undefined,
      digest,
    }),
  ).toBe(`images:\n- digest: "${digest}"\n  name: x/y\n`);
});

test.each([
  ['an image that is not listed', 'images: []\n', 'has no image'],
  ['an image that is listed twice', 'images: [{name: x/y}, {name: x/y}]\n', 'twice'],
  ['text that is not YAML', 'images: [\n', 'not YAML'],
])('%s is refused', (_, text, message) => {
  expect(() => setImage(text, { repository: 'x/y', tag, digest })).toThrow(message);
});

test('a file whose aliases multiply is refused at once', () => {
  const levels = Array.from(
    { length: 30 },
    (_, index) =>
      `a${String(index + 1)}: &a${String(index + 1)} [*a${String(index)}, *a${String(index)}]`,
  );
  const bomb = `a0: &a0 x\n${levels.join('\n')}\nimages:\n- name: *a30\n  newTag: x\n`;
  const refusal = expect.objectContaining({
    name: 'UserError',
    message: expect.stringMatching(/release file .*aliases multiply without end/),
  });
  expect(() => imagesOf(bomb)).toThrow(refusal);
  expect(() => setImage(bomb, image)).toThrow(refusal);
  expect(entriesIn(bomb).names).toEqual([]);
});

test('a floating tag never reaches the file', () => {
  expect(() =>
    setImage(releaseFile([{ name: api, ...unreleased }]), {
      repository: api,
      tag: 'latest',
      digest,
    }),
  ).toThrow(expect.objectContaining({ exitCode: 3 }));
});

test('whatever the remarks and the order: all of it stays, and a second edit changes nothing', () => {
  const remark = fc.string({ unit: fc.constantFrom(...'abc:#"\'[]{}- 1é'), maxLength: 12 });
  const item = fc.record({
    remarks: fc.array(remark, { minLength: 4, maxLength: 4 }),
    order: fc.shuffledSubarray(['newTag', 'digest'], { minLength: 0 }),
    nameAt: fc.nat(2),
    indent: fc.constantFrom('', '  ', '    '),
  });
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 4 }), fc.nat(3), (items, pick) => {
      const indent = items[0]?.indent ?? '';
      const text = `images:\n${items
        .map(({ remarks, order, nameAt }, index) => {
          const keys: string[] = order.map(
            (key) => `${key}: ${key === 'newTag' ? '0123' : '"sha256:0"'}`,
          );
          keys.splice(nameAt, 0, `name: r/i${String(index)}`);
          return keys
            .map(
              (line, at) =>
                `${indent}# ${remarks[at] ?? ''}\n` +
                `${indent}${at === 0 ? '- ' : '  '}${line}  # ${remarks[at + 1] ?? ''}\n`,
            )
            .join('');
        })
        .join('')}# end\n`;
      const repository = `r/i${String(pick % items.length)}`;
      const edited = setImage(text, { repository, tag, digest });
      const remarksOf = (yaml: string): string[] =>
        yaml.split('\n').flatMap((line) => /(?:^|\s)#.*$/.exec(line) ?? []);
      expect(remarksOf(edited)).toEqual(remarksOf(text));
      expect(imagesOf(edited)).toEqual(
        imagesOf(text).map((old) =>
          old.repository === repository ? { repository, tag, digest } : old,
        ),
      );
      expect(setImage(edited, { repository, tag, digest })).toBe(edited);
    }),
    { numRuns: 300 },
  );
});
