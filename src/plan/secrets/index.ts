import type { Config } from '../../config/config.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import { paths } from '../paths.ts';
import { manualSecretsPlan } from './manual.ts';
import type { Plan } from '../plan.ts';
import type { SecretsPlan } from './plan.ts';
import { sealedSecretsPlan } from './sealed-secrets.ts';

/** Every way that secrets may reach the cluster. */
const members: ByKind<Config['secrets'], [], SecretsPlan> = {
  'sealed-secrets': sealedSecretsPlan,
  manual: manualSecretsPlan,
};

/** How secrets reach the cluster. */
export const secretsPlan = ({ secrets }: Config): SecretsPlan => byKind(members, secrets);

/** The folders with what git holds of the secrets of these environments: none, or one for each. */
export const secretFolders = (
  { secrets }: { readonly secrets: SecretsPlan },
  environments: readonly string[],
): readonly string[] =>
  environments.flatMap((name) =>
    secrets.folder === undefined ? [] : [paths.overlay(name, secrets.folder)],
  );

/** Those of them that are applied beside the manifests, because these do not list them. */
export const secretFoldersBeside = (
  plan: Pick<Plan, 'packaging' | 'secrets'>,
  environments: readonly string[],
): readonly string[] => (plan.packaging.listsSecrets ? [] : secretFolders(plan, environments));
