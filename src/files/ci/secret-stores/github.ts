import type { SecretStoreSteps } from './contract.ts';

/** Secrets of GitHub itself, which a job reads where it needs them. */
export const github = (): SecretStoreSteps => ({
  secrets: ['REGISTRY_USERNAME', 'REGISTRY_PASSWORD'],
  fetch: [],
  credentials: { username: 'secrets.REGISTRY_USERNAME', password: 'secrets.REGISTRY_PASSWORD' },
  permissions: {},
});
