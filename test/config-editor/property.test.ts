import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { configInputs } from '../config/arbitrary.ts';
import type { ConfigInput } from '../../src/config/schema/schema.ts';
import { editConfig, edited, type Edit } from '../../src/config-editor/index.ts';
import { choices, formatted } from './random-format.ts';
import { expectInsertions } from './written.ts';

/** What a config text, which is nothing but literals, gives to our class. */
function evaluated(text: string): unknown {
  const service =
    'let config; class GitOpsService { constructor(one) { config = one } synth() {} }';
  return plain(runInNewContext(`${service}\n${text.replace(/^\ufeff/, '')}\nconfig`));
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function editsOf({ components, environments = {} }: ConfigInput): readonly Edit[] {
  const [component = 'none'] = Object.keys(components);
  const [environment] = Object.keys(environments);
  const long = { hint: 'a text that is long enough for a line of its own, whatever stands before' };
  return [
    {
      kind: 'set',
      at: ['components', 'zz-new'],
      value: { port: 8000, routes: [], secretEnv: long },
    },
    { kind: 'set', at: ['dataStores', 'zz-new'], value: { kind: 'redis' } },
    {
      kind: 'set',
      at: ['environments', 'zz-new'],
      value: { branch: 'zz-new', hosts: ["it's.example.com"] },
      ...(environment === undefined ? {} : { after: environment }),
    },
    {
      kind: 'append',
      at: ['components', component, 'routes'],
      value: { path: '/zz-new', retries: 0 },
    },
    {
      kind: 'set',
      at: ['environments', environment ?? 'zz-new', 'overrides', 'dataStores', 'zz-new', 'backup'],
      value: { kind: 'none', reason: 'zz-new' },
    },
  ];
}

test('any config in any format: an edit adds what is asked for, nothing else, and once', () => {
  let done = 0;
  fc.assert(
    fc.property(configInputs, choices, fc.nat({ max: 4 }), (input, choose, which) => {
      const config = plain(input) as ConfigInput;
      const edit = editsOf(config)[which];
      if (edit === undefined) throw new Error('no edit');
      const source = formatted(config, choose);
      expect(evaluated(source)).toEqual(config);
      const outcome = editConfig(source, [edit]);
      expect(outcome).toMatchObject({ kind: 'edited' });
      if (outcome.kind !== 'edited') return;
      expect(JSON.stringify(evaluated(outcome.text))).toBe(JSON.stringify(edited(config, [edit])));
      expectInsertions(source, outcome);
      expect(editConfig(outcome.text, [edit])).toEqual({ kind: 'unchanged' });
      const lines = outcome.text.split('\n').length - source.split('\n').length;
      expect(lines).toBeGreaterThanOrEqual(0);
      done += 1;
    }),
    { numRuns: 150, seed: 15 },
  );
  expect(done).toBeGreaterThan(100);
});
