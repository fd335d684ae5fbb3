import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectInsertions } from '../../config-editor/written.ts';
import { sampleOf } from '../../sample.ts';
import { add, aProject, configIn, isClean } from './a-project.ts';

const examples = readdirSync(join(import.meta.dirname, '../../../examples'));

/** Each command, with what it asks of each example. */
const commands = {
  component: () => ({ words: ['pricing'], port: '8100', runtime: 'custom', path: ['/pricing'] }),
  store: () => ({ words: ['sessions'], kind: 'valkey', component: [] }),
  database: () => ({ words: ['ledger'], kind: 'postgres', backup: 'none:made again in an hour' }),
  environment: (example: string) => ({
    words: ['qa'],
    'promoted-from': example === 'todo' ? 'staging' : 'dev',
    production: 'no',
  }),
  route: (example: string) => ({
    words: [example === 'todo' ? 'backend' : 'server', '/v2'],
    timeout: '20s',
    match: 'exact',
  }),
} as const;

const cases = examples.flatMap((example) =>
  (Object.keys(commands) as (keyof typeof commands)[]).map((command) => ({ example, command })),
);

test.each(sampleOf(cases, 6))('$example: add $command', async ({ example, command }) => {
  const folder = aProject(example);
  const before = configIn(folder);
  const given = commands[command](example);
  const asked = usersOf(example, command);
  const what = command === 'database' ? 'store' : command;
  const outcome = await add(folder, what, { ...given, ...asked });
  expect(outcome.code).toBe(0);
  const after = configIn(folder);
  expect(onlyAdds(before, after)).toBe(true);
  expect(await isClean(folder)).toBe(true);
  const again = await add(folder, what, { ...given, ...asked });
  expect(again.data).toEqual({ changed: false });
  expect(configIn(folder)).toBe(after);
});

/** Where every component lists its stores, somebody has to be named. */
const usersOf = (example: string, command: string): object =>
  example === 'todo' && (command === 'store' || command === 'database')
    ? { component: ['backend'] }
    : {};

/** Whether all that is no white space is still there, in its order. */
function onlyAdds(before: string, after: string): boolean {
  let place = 0;
  for (const letter of before.replaceAll(/\s/g, '')) {
    place = after.indexOf(letter, place) + 1;
    if (place === 0) return false;
  }
  return true;
}

test('the check of added text can fail', () => {
  expect(onlyAdds('a b', 'a, c b')).toBe(true);
  expect(onlyAdds('a b', 'a c')).toBe(false);
  expect(() =>
    expectInsertions('a b', {
      kind: 'edited',
      text: 'a',
      steps: [[{ start: 1, end: 3, text: '' }]],
    }),
  ).toThrow();
});

test('the examples are those of the repository', () => {
  expect(examples.length).toBeGreaterThan(3);
  for (const example of examples)
    expect(
      readFileSync(join(import.meta.dirname, '../../../examples', example, '.projenrc.ts'), 'utf8'),
    ).toBe(configIn(aProject(example)));
});
