import { expect, test } from 'vitest';
import { configSchema } from '../../src/config/schema/schema.ts';
import { accepted } from './arbitrary.ts';
import { spread } from './namespaced.ts';
import { hitsOf, optionsOf } from './walk.ts';

const { configs, tried, messages } = accepted(500, 1);

test('the parser accepts most random configs', () => {
  console.log(
    `${configs.length} of ${tried} random configs accepted ` +
      `(${Math.round((100 * configs.length) / tried)} %); refusals, ` +
      `for example:\n${messages.slice(0, 5).join('\n')}`,
  );
  expect(configs.length).toBe(500);
  expect(configs.length / tried).toBeGreaterThan(0.85);
});

test('random configs say every option, every member of every union and every value of every enum', () => {
  const hits = new Map(optionsOf(configSchema).map((option) => [option, 0]));
  for (const { input } of [...configs, ...spread(30, 5)])
    for (const option of new Set(hitsOf(configSchema, input)))
      hits.set(option, (hits.get(option) ?? 0) + 1);
  const sorted = [...hits].sort(([, a], [, b]) => a - b);
  console.log(
    `${hits.size} options, members and values; hits per config in ${configs.length}:\n` +
      `${sorted.map(([option, count]) => `${count} ${option}`).join('\n')}`,
  );
  expect(sorted.filter(([, count]) => count === 0).map(([option]) => option)).toEqual([]);
});

test('random environments override components, stores and routing', () => {
  const overridden = new Map<string, number>();
  for (const { input } of configs) {
    for (const { overrides = {} } of Object.values(input.environments ?? {})) {
      for (const [section, things] of Object.entries(overrides))
        for (const thing of ['routing', 'messaging', 'monitoring'].includes(section)
          ? [things]
          : Object.values(things ?? {}))
          for (const key of Object.keys(thing ?? {}))
            overridden.set(`${section}.${key}`, (overridden.get(`${section}.${key}`) ?? 0) + 1);
    }
  }
  expect([...overridden.keys()]).toEqual(
    expect.arrayContaining([
      'components.replicas',
      'components.env',
      'components.routes',
      'components.resources',
      'components.secretEnv',
      'dataStores.instances',
      'dataStores.storage',
      'dataStores.walStorage',
      'dataStores.parameters',
      'dataStores.backup',
      'dataStores.pooler',
      'dataStores.maxMemory',
      'dataStores.persistence',
      'routing.gateway',
      'messaging.topics',
      'messaging.sampling',
    ]),
  );
});
