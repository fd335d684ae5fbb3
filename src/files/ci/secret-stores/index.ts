import type { CiSecretStorePlan } from '../../../plan/ci-secret-store/plan.ts';
import { byKind, type ByKind } from '../../../domain/member.ts';
import { bitwarden } from './bitwarden.ts';
import type { SecretStoreSteps } from './contract.ts';
import { github } from './github.ts';

/** How jobs get the credentials of the registry from the store. */
export const secretStoreOf = (store: CiSecretStorePlan): SecretStoreSteps => byKind(stores, store);

const stores: ByKind<CiSecretStorePlan, [], SecretStoreSteps> = { github, bitwarden };
