import type { Config } from '../../config/config.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import type { CiSecretStorePlan } from './plan.ts';

type Written = Config['ci']['secretStore'];

/** The store of a config, with everything that follows from it. */
export const ciSecretStorePlan = (written: Written): CiSecretStorePlan => byKind(stores, written);

const stores: ByKind<Written, [], CiSecretStorePlan> = {
  github: ({ kind }) => ({ kind, yieldsToJobToken: true, decision: undefined }),
  bitwarden: ({ kind, ids }) => ({
    kind,
    ids,
    yieldsToJobToken: false,
    decision: {
      title: 'Bitwarden for CI secrets',
      rationale: 'One place for credentials, with its own audit log; workflows fetch them by id.',
    },
  }),
};
