import type { Config } from '../../config/config.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import { paths } from '../paths.ts';
import { manualSecretsPlan } from './manual.ts';
import { partsOf } from '../namespaces.ts';
import type { EnvironmentPlan, Plan } from '../plan.ts';
import type { SecretsPlan } from './plan.ts';
import { sealedSecretsPlan } from './sealed-secrets.ts';

/** Every way that secrets may reach the cluster. */
const members: ByKind<Config['secrets'], [], SecretsPlan> = {
  'sealed-secrets': sealedSecretsPlan,
  manual: manualSecretsPlan,
};

/** How secrets reach the cluster. */
export const secretsPlan = ({ secrets }: Config): SecretsPlan => byKind(members, secrets);

/** The folders with what git holds of the secrets of these environments: none, or one for each of their namespaces. */
export const secretFolders = (
  plan: { readonly secrets: SecretsPlan },
  environments: readonly EnvironmentPlan[],
): readonly string[] =>
  environments.flatMap(partsOf).flatMap(({ folder }) => secretFoldersAt(plan, folder));

const secretFoldersAt = (
  { secrets }: { readonly secrets: SecretsPlan },
  place: string,
): readonly string[] =>
  secrets.folder === undefined ? [] : [paths.overlay(place, secrets.folder)];

/** The one below a place among the overlays, where it is applied beside the manifests, because these do not list it. */
export const secretFoldersBeside = (
  plan: Pick<Plan, 'packaging' | 'secrets'>,
  place: string,
): readonly string[] => (plan.packaging.listsSecrets ? [] : secretFoldersAt(plan, place));
