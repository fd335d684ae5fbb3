import { expect, test } from 'vitest';
import { inventoryText, parseInventory } from '../../src/write/inventory.ts';
import type { InventoryEntry } from '../../src/write/inventory-entry.ts';
import { sha256Of } from '../../src/write/text-state.ts';

const entry = (path: string, text: string): InventoryEntry => ({
  path,
  ownership: 'managed',
  sha256: [sha256Of(text)],
  executable: false,
  ours: undefined,
});
const textOf = (...entries: InventoryEntry[]): string =>
  inventoryText({
    toolVersion: '1.0.0',
    entries: new Map(entries.map((each) => [each.path, each])),
  });

test('what was written is read back', () => {
  const all = new Map(
    [
      entry('b', 'x'),
      { ...entry('a', 'y'), executable: true },
      {
        ...entry('c', 'z'),
        ownership: 'shared' as const,
        ours: { format: 'yaml' as const, part: { kind: 'keys' as const, paths: [['a']] } },
      },
    ].map((each) => [each.path, each]),
  );
  const text = inventoryText({ toolVersion: '1.0.0', entries: all });
  expect(parseInventory(text)).toEqual({ toolVersion: '1.0.0', entries: all });
  expect(parseInventory(text.replaceAll('\n', '\r\n')).entries).toEqual(all);
  expect(JSON.parse(text)).toHaveLength(4);
  expect(text.indexOf('"a"')).toBeLessThan(text.indexOf('"b"'));
});

const fact = (object: string, is: Readonly<Record<string, string>>) => ({
  environment: 'dev',
  object,
  is,
});

test('facts are read back, and an inventory without any is of the format before', () => {
  const written = { toolVersion: '1.0.0', entries: new Map() };
  const facts = [fact('Service/a', { headless: 'no' }), fact('environment', { namespace: 'x' })];
  const text = inventoryText({ ...written, facts: [...facts].reverse() });
  expect(parseInventory(text)).toEqual({ ...written, facts });
  expect(text).toContain('"format":2');
  expect(inventoryText({ ...written, facts: [] })).toContain('"format":2');
  expect(inventoryText(written)).toContain('"format":1');
  expect(parseInventory(inventoryText(written)).facts).toBeUndefined();
});

test('the facts of both sides of a merge conflict count', () => {
  const [one, other] = ['a', 'b'].map((namespace) =>
    JSON.stringify(fact('environment', { namespace })),
  );
  const text = [
    '[{"format":2,"tool":"1.0.0"}',
    '<<<<<<< HEAD',
    `,${String(one)}`,
    '=======',
    `,${String(other)}`,
    '>>>>>>> other',
    ']',
  ].join('\n');
  expect(parseInventory(text).facts).toEqual([
    fact('environment', { namespace: 'a' }),
    fact('environment', { namespace: 'b' }),
  ]);
});

test('both sides of a merge conflict count, their ancestor does not', () => {
  const [header, same, ours, , end] = textOf(
    entry('a', 'same'),
    entry('b', 'ours'),
    entry('c', 'x'),
  ).split('\n');
  const line = (each: InventoryEntry): string => textOf(each).split('\n')[1] ?? '';
  const text = [
    header,
    same,
    '<<<<<<< HEAD',
    ours,
    '||||||| base',
    line(entry('gone', 'x')),
    '=======',
    line(entry('b', 'theirs')),
    line(entry('d', 'd')),
    '>>>>>>> other',
    end,
    '',
  ].join('\n');
  const { entries } = parseInventory(text);
  expect([...entries.keys()]).toEqual(['a', 'b', 'd']);
  expect(entries.get('b')?.sha256).toEqual([sha256Of('ours'), sha256Of('theirs')]);
});

test('a conflict about the first line is survived too', () => {
  const text =
    '<<<<<<< HEAD\n[{"format":1,"tool":"1.0.0"}\n=======\n[{"format":1,"tool":"1.1.0"}\n>>>>>>> x\n]\n';
  expect(parseInventory(text)).toEqual({ toolVersion: '1.1.0', entries: new Map() });
});

test.each([
  ['[{"format":3,"tool":"9.0.0"}\n]\n', /newer version/],
  ['<<<<<<< a\n[{"format":1}\n=======\n[{"format":3}\n>>>>>>> b\n]\n', /newer version/],
  ['', /cannot be read/],
  ['{}', /cannot be read/],
  ['[]', /cannot be read/],
  ['[{"format":1},{"path":"../x","ownership":"managed","sha256":"0"}]', /\.\./],
  ['[{"format":1},{"path":".ProjenRC.ts","ownership":"managed","sha256":"0"}]', /is the config/],
  ['[{"format":2},{"object":"x","is":{}}]', /no environment/],
  ['[{"format":2},{"environment":"dev","object":1,"is":{}}]', /no object/],
  ['[{"format":2},{"environment":"dev","object":"x"}]', /not text/],
  ['[{"format":2},{"environment":"dev","object":"x","is":{"a":1}}]', /not text/],
  ['[{"format":2},{"environment":"dev","object":"x","is":["a"]}]', /not text/],
  ['[{"format":1},{"path":"x","ownership":"root","sha256":"0"}]', /ownership/],
  ['[{"format":1},{"path":"x","ownership":"managed","sha256":"0"}]', /sha256/],
])('an inventory like %j stops with exit code 3', (text, message) => {
  expect(() => parseInventory(text)).toThrow(
    expect.objectContaining({
      name: 'UserError',
      exitCode: 3,
      message: expect.stringMatching(message),
    }),
  );
});
