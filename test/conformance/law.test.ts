import { expect, test } from 'vitest';
import { accepted } from '../config/arbitrary.ts';
import { tool } from '../judges/install.ts';
import { breachesOf } from '../laws/kustomize.ts';

test('kustomize 5 builds the model of every environment, for 500 random configs', async () => {
  const { configs } = accepted(500, 100);
  expect(configs.length).toBe(500);
  expect((await breachesOf(configs.map(({ config }) => config), tool('kustomize')[0] ?? '', 5)).slice(0, 3)).toEqual([]);
});
