import type { ManualSecretsPlan } from './plan.ts';

/** Values that people give to the cluster themselves. */
export const manualSecretsPlan = (): ManualSecretsPlan => ({
  kind: 'manual',
  decision: {
    title: 'Secrets by hand over Sealed Secrets',
    rationale:
      'No operator and no key to keep: a script asks for what only people know and makes ' +
      'the rest. The price: a new cluster needs those people, so their password manager ' +
      'holds every value.',
  },
  folder: undefined,
  objects: 'secrets',
  isApplied: false,
  controller: undefined,
});
