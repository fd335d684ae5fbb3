import { expect, test } from 'vitest';
import { accepted } from '../config/arbitrary.ts';
import { tool } from '../judges/install.ts';
import { chartPlan, helmBreaches } from '../laws/helm.ts';

/** Seed and number of random configs of each layout; several charts take several times as long. */
const layouts = [
  ['umbrella', 100, 500],
  ['per-component', 600, 100],
] as const;

test.each(layouts)(
  'helm 4 and helm 3 render the model of every environment, as %s',
  async (layout, seed, most) => {
    const runs = Number(process.env['LAW_RUNS'] ?? most);
    const { configs } = accepted(runs, seed);
    expect(configs.length).toBe(runs);
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
