import { labelKeys } from '../../domain/labels.ts';
import type { BootstrapPlan, NamespacePlan } from '../../plan/bootstrap.ts';
import type { Value } from '../../render/spec.ts';
import { routingOf } from '../routing/index.ts';

/** Namespaces with their Pod Security Standard, before anything is put into them. */
export const namespaces = (system: string, bootstrap: BootstrapPlan): readonly Value[] =>
  bootstrap.namespaces.map((namespace) => namespaceObject(system, namespace));

const namespaceObject = (system: string, { name, level }: NamespacePlan): Value => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name,
    labels: {
      ...(level === 'restricted' ? { [labelKeys.partOf]: system } : {}),
      [labelKeys.podSecurity]: level,
    },
  },
});

/** https://cert-manager.io/docs/configuration/acme/http01/ */
export const issuers = ({
  issuers: wanted,
  cluster: { email },
  routing,
}: BootstrapPlan): readonly Value[] =>
  wanted.map(({ name, server }) => ({
    apiVersion: 'cert-manager.io/v1',
    kind: 'ClusterIssuer',
    metadata: { name },
    spec: {
      acme: {
        email,
        server,
        privateKeySecretRef: { name: `${name}-account-key` },
        solvers: [{ http01: routingOf(routing).bootstrap.solver }],
      },
    },
  }));

/** Argo CD in the namespace that the config names: kustomize moves the subjects of its bindings too. */
export const argocdKustomization = (namespace: string, url: string): readonly Value[] => [
  {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    namespace,
    resources: [url],
  },
];
