import { expect, test } from 'vitest';
import { accepted } from '../config/arbitrary.ts';
import { sampleOf } from '../sample.ts';
import { tool } from '../judges/install.ts';
import { chartPlan, helmBreaches } from '../laws/helm.ts';

/** Seed, number of random configs and size of the sample of each layout; several charts take several times as long. */
const layouts = [
  ['umbrella', 100, 500, 150],
  ['per-component', 600, 100, 30],
] as const;

test.each(layouts)(
  'helm 4 and helm 3 render the model of every environment, as %s',
  async (layout, seed, most, size) => {
    const configs = sampleOf(accepted(most, seed).configs, size);
    expect(
      (
        await helmBreaches(
          configs.map(({ config }) => chartPlan(config, layout)),
          [tool('helm-4'), tool('helm-3')],
        )
      ).slice(0, 3),
    ).toEqual([]);
  },
);
