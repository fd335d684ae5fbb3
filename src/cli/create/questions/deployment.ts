import type { DeliveryInput, PackagingInput, SecretsInput } from '../../../config/schema/inputs.ts';
import type { Offer } from './question.ts';

type Push = Extract<DeliveryInput, { kind: 'push' }>;
/** How CI reaches a cluster. */
export type ClusterInput = NonNullable<Push['cluster']>;

/** Who deploys. */
export const deliveries: {
  readonly [Kind in DeliveryInput['kind']]: Offer<
    { readonly cluster: ClusterInput | undefined },
    Extract<DeliveryInput, { kind: Kind }>
  >;
} = {
  argocd: {
    label: 'Argo CD',
    hint: 'pulls what is in git into the cluster',
    config: () => undefined,
  },
  push: {
    label: 'Push',
    hint: 'GitHub Actions deploys; nothing to install in the cluster',
    takes: ['cluster'],
    config: ({ cluster }) => ({ kind: 'push', ...(cluster === undefined ? {} : { cluster }) }),
  },
};

type Layout = NonNullable<Extract<PackagingInput, { kind: 'helm' }>['layout']>;

/** What renders the manifests: each layout of a chart but the usual one is an answer of its own. */
export const packagings: Readonly<
  Record<
    PackagingInput['kind'] | `helm:${Exclude<Layout, 'umbrella'>}`,
    Offer<unknown, PackagingInput>
  >
> = {
  kustomize: {
    label: 'Kustomize',
    hint: 'a base, and an overlay for each environment',
    config: () => undefined,
  },
  helm: {
    label: 'Helm',
    hint: 'one chart, and values for each environment',
    config: () => ({ kind: 'helm' }),
  },
  'helm:per-component': {
    label: 'Helm, several charts',
    hint: 'one for each component, and one for what they share',
    config: () => ({ kind: 'helm', layout: 'per-component' }),
  },
};

/** How secrets reach the cluster. */
export const secretWays: {
  readonly [Kind in SecretsInput['kind']]: Offer<unknown, Extract<SecretsInput, { kind: Kind }>>;
} = {
  'sealed-secrets': {
    label: 'Sealed Secrets',
    hint: 'encrypted in git',
    config: () => undefined,
  },
  manual: {
    label: 'By hand',
    hint: 'you create them in the cluster',
    config: () => ({ kind: 'manual' }),
  },
};
