import type { ManualSecretsPlan } from './plan.ts';

/** Values that people give to the cluster themselves. */
export const manualSecretsPlan = (): ManualSecretsPlan => ({
  kind: 'manual',
  identity: {},
  decision: {
    title: 'Manual secrets over Sealed Secrets',
    rationale:
      'No operator and no key to back up: a script asks for what only people know and ' +
      'generates the rest. The cost: a new cluster needs those people, so keep every value ' +
      'in a password manager.',
  },
  folder: undefined,
  objects: 'secrets',
  isApplied: false,
  controller: undefined,
});
