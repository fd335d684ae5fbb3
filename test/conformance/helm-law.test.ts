import { expect, test } from 'vitest';
import { accepted } from '../config/arbitrary.ts';
import { tool } from '../judges/install.ts';
import { helmBreaches } from '../laws/helm.ts';

test('helm 4 and helm 3 render the model of every environment, for 500 random configs', async () => {
  const { configs } = accepted(500, 100);
  expect(configs.length).toBe(500);
  expect((await helmBreaches(configs.map(({ config }) => config), [tool('helm-4'), tool('helm-3')])).slice(0, 3)).toEqual([]);
});
