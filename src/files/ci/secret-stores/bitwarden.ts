import type { BitwardenPlan } from '../../../plan/ci-secret-store/plan.ts';
import { action, expression } from '../../workflows/workflow.ts';
import type { SecretStoreSteps } from './contract.ts';

/** Secrets of Bitwarden, by their ids, with one access token that GitHub holds. */
export const bitwarden = ({ ids }: BitwardenPlan): SecretStoreSteps => ({
  secrets: ['BW_ACCESS_TOKEN'],
  fetch: [
    action('Get the credentials from Bitwarden', 'bitwarden/sm-action', {
      access_token: expression('secrets.BW_ACCESS_TOKEN'),
      secrets: Object.entries(ids)
        .map(([name, id]) => `${id} > ${name}\n`)
        .join(''),
    }),
  ],
  // The action puts them into the environment of the steps that follow, masked in the log.
  credentials: { username: 'env.REGISTRY_USERNAME', password: 'env.REGISTRY_PASSWORD' },
  permissions: {},
});
