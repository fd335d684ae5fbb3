import { expect, test } from 'vitest';
import type { FileSpec } from '../../src/render/spec.ts';
import { withoutOurs } from '../../src/write/shared.ts';
import { aFolder, get } from './helpers.ts';
import {
  end,
  ignored,
  isSettled,
  node,
  nothing,
  partOf,
  settled,
  start,
  wave,
} from './shared-helpers.ts';

type Edited = readonly [what: string, spec: FileSpec, text: string, after: string];
const edited: readonly Edited[] = [
  ['a mark of the byte order', wave, '\ufeffa: 1\n', '\ufeffa: 1\nannotations:\n  wave: "-5"\n'],
  ['the same of JSON', node, '\ufeff{}\n', '\ufeff{\n  "engines": {\n    "node": ">=22"\n  }\n}\n'],
  ['CRLF', wave, 'a: 1\r\n', 'a: 1\r\nannotations:\r\n  wave: "-5"\r\n'],
  [
    'a document that is empty',
    wave,
    'a: 1\n---\n# x\n',
    'a: 1\nannotations:\n  wave: "-5"\n---\n# x\n',
  ],
  ['the end of a document', wave, 'a: 1\n...\n', 'a: 1\nannotations:\n  wave: "-5"\n...\n'],
  [
    'a tag',
    wave,
    'annotations: !!map\n  wave: !!str 1\n  b: !x 2\n',
    'annotations: !!map\n  wave: "-5"\n  b: !x 2\n',
  ],
  [
    'a key of ours that stands twice',
    wave,
    'annotations:\n  wave: "1"\n  b: 1 # mine\n  wave: "2"\n',
    'annotations:\n  b: 1 # mine\n  wave: "-5"\n',
  ],
  [
    'a merge of nothing but our key',
    wave,
    'annotations:\n<<<<<<< HEAD\n  wave: "1"\n||||||| base\n  wave: "0"\n' +
      '=======\n  wave: "2"\n>>>>>>> x\nb: 1 # mine\n',
    'annotations:\n  wave: "-5"\nb: 1 # mine\n',
  ],
  [
    'a merge of nothing but our block, with its marks',
    ignored,
    `a\n<<<<<<< HEAD\n${start}\none\n${end}\n=======\n${start}\ntwo\n${end}\n>>>>>>> x\nb\n`,
    `a\n${start}\ndist/\nout/\n${end}\nb\n`,
  ],
  [
    'a mark that nobody closed, around our lines',
    ignored,
    `a\n${start}\ndist/\nout/\nmine/\n`,
    `a\n${start}\ndist/\nout/\n${end}\nmine/\n`,
  ],
  [
    'a mark that nobody opened, around our lines',
    ignored,
    `a\ndist/\nout/\n${end}\nmine/\n`,
    `a\n${start}\ndist/\nout/\n${end}\nmine/\n`,
  ],
  [
    'a block that stands twice, once as we wrote it',
    ignored,
    `${start}\ndist/\nout/\n${end}\nmine/\n${start}\nmine-too/\n${end}\n`,
    `mine/\n${start}\ndist/\nout/\n${end}\n`,
  ],
];

test.each(edited)('%s is no reason to stop', (_, spec, text, after) => {
  const root = aFolder({ [spec.path]: text });
  expect(isSettled(root, spec)).toBe(true);
  expect(get(root, spec.path)).toBe(after);
});

test('a key that stands twice in JSON goes with both', () => {
  const text = '{ "engines": { "node": "1" }, "a": 1, "engines": { "node": "2" } }';
  const result = withoutOurs('package.json', Buffer.from(text), {
    format: 'json',
    part: partOf(node),
  });
  if (result.kind === 'edited') expect(JSON.parse(String(result.bytes))).toEqual({ a: 1 });
  else expect(JSON.parse(settled(text, result.byHand ?? nothing))).toEqual({ a: 1 });
});
