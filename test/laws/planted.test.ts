import { describe, expect, test } from 'vitest';
import { everything, everythingBehind } from './everything.ts';
import { modelOf } from './model.ts';
import { referencesBreaches } from './references-breaches.ts';
import { storedBreaches } from './stored-breaches.ts';
import { workloadsBreaches } from './workloads-breaches.ts';
import { watchingBreaches } from './watching-breaches.ts';
import { trafficBreaches } from './traffic-breaches.ts';
import { all } from './planting.ts';

const breaches = [
  ...referencesBreaches,
  ...workloadsBreaches,
  ...watchingBreaches,
  ...trafficBreaches,
  ...storedBreaches,
];

describe('every invariant is seen to fail', () => {
  test.each(
    breaches.map(
      (breach, index) => [`${breach[0]} ${String(breach[1])} ${String(index)}`, ...breach] as const,
    ),
  )('%s', (_, invariant, said, plant, behind) => {
    const plan = behind === undefined ? everything : everythingBehind[behind];
    const [environment] = plan.environments;
    if (environment === undefined) throw new Error('no environment');
    const model = structuredClone(modelOf(plan, environment));
    expect(all[invariant](model)).toEqual([]);
    plant(model);
    expect(all[invariant](model)).toContainEqual(expect.stringMatching(said));
  });

  test('none is left out', () => {
    expect(
      Object.keys(all).filter((name) => !breaches.some(([invariant]) => invariant === name)),
    ).toEqual([]);
  });

  test('the model holds every kind of object', () => {
    const [environment] = everything.environments;
    const kinds =
      environment === undefined
        ? []
        : [...new Set(modelOf(everything, environment).objects.map(({ kind }) => kind))];
    expect(kinds).toHaveLength(19);
  });
});
