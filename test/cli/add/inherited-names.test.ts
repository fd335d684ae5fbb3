import { expect, test } from 'vitest';
import { tryParse } from '../../../src/config/parse/parse.ts';
import { nameQuestion } from '../../../src/cli/add/name.ts';
import { add, aProject, configIn, isClean } from './a-project.ts';

// The one name that every object has already, and that people may give.
const name = 'constructor';

test.each([
  ['minimal', 'component', { words: [name], runtime: 'custom' }],
  ['minimal-helm', 'component', { words: [name], runtime: 'custom' }],
  ['minimal', 'store', { words: [name], kind: 'redis' }],
  ['minimal', 'environment', { words: [name], 'promoted-from': 'dev' }],
] as const)('in %s a %s may be called like what every object has', async (example, what, said) => {
  const folder = aProject(example);
  expect(await add(folder, what, said)).toMatchObject({ code: 0 });
  expect(configIn(folder)).toContain(`${name}: {`);
  expect(await isClean(folder)).toBe(true);
});

test('on a terminal the name is free as well', () => {
  expect(nameQuestion('component', {}).validate?.(name)).toBeUndefined();
});

const keys = {
  name: 'orders',
  repository: 'https://github.com/acme/orders',
  components: { server: {} },
};
test.each([
  ['components.server.stores', { components: { server: { stores: [name] } } }],
  ['components.server.calls', { components: { server: { calls: [name] } } }],
  ['components.server.publishes', { components: { server: { publishes: [name] } } }],
  [
    'components.server.health.checks.db.store',
    { components: { server: { health: { checks: { db: { store: name } } } } } },
  ],
  [
    'messaging.state',
    {
      components: { server: { publishes: ['taken'] } },
      messaging: { kind: 'dapr', broker: { kind: 'kafka' }, topics: { taken: 'a' }, state: name },
    },
  ],
  [
    `environments.prod.overrides.components.${name}`,
    {
      environments: {
        prod: {
          branch: 'main',
          deploy: 'on-push',
          overrides: { components: { [name]: { replicas: 2 } } },
        },
      },
    },
  ],
  [
    `environments.prod.overrides.dataStores.${name}`,
    {
      environments: {
        prod: {
          branch: 'main',
          deploy: 'on-push',
          overrides: { dataStores: { [name]: { kind: 'redis' } } },
        },
      },
    },
  ],
] as const)('%s names nothing that is there', (path, more) => {
  const unknown = (text: object): unknown => tryParse({ ...keys, ...text });
  const outcome = unknown(more);
  const usual = JSON.stringify(
    unknown(JSON.parse(JSON.stringify(more).replaceAll(name, 'constructos'))),
  );
  expect(JSON.stringify(outcome)).toContain('issues');
  expect(JSON.stringify(outcome)).toEqual(usual.replaceAll('constructos', name));
  expect(JSON.stringify(outcome)).toContain(path);
});
