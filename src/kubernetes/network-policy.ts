import { labelKeys } from '../domain/labels.ts';
import { byKind, type ByKind } from '../domain/member.ts';
import type { Destination, Opening } from '../domain/openings.ts';
import type { Resolver } from '../domain/resolver.ts';
import type { WavePlan } from '../domain/waves.ts';
import type { KubernetesObject } from '../render/kubernetes-object.ts';
import type { Value } from '../render/spec.ts';
import { exemptFromKubeScore } from './exemptions.ts';
import { syncWave } from './metadata.ts';

/** What is admitted: from where or to where, on which ports. */
export type Rule = Readonly<Record<string, Value>>;

/** TCP ports of a rule. */
export const tcp = (...ports: readonly number[]) =>
  ports.map((port) => ({ protocol: 'TCP', port }));
/** Pods of the same namespace, by their labels. */
export const pods = (matchLabels: Readonly<Record<string, string>>) => ({
  podSelector: { matchLabels },
});
/** Pods by their labels, and their namespace where it is another one. */
export interface PodsPeer {
  readonly labels: Readonly<Record<string, string>>;
  readonly namespace: string | undefined;
}
/** Such pods: both selectors stand in one item, since two would admit all of the namespace. */
export const podsOf = ({ labels, namespace }: PodsPeer) => ({
  ...(namespace === undefined ? {} : inNamespace(namespace)),
  ...pods(labels),
});
/** Everything in another namespace. */
export const inNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { [labelKeys.namespaceName]: name } },
});

/** Addresses outside of the cluster, or of its nodes. */
const inNetwork = (cidr: string, ...except: readonly string[]) => ({
  ipBlock: { cidr, ...(except.length === 0 ? {} : { except }) },
});

/** Every pod asks for names. */
export const dns = ({ pods: resolving, cidrs, port }: Resolver): Rule => ({
  to: [
    ...(resolving === undefined
      ? []
      : [{ ...inNamespace(resolving.namespace), ...pods(resolving.labels) }]),
    ...cidrs.map((cidr) => inNetwork(cidr)),
  ],
  ports: [
    { protocol: 'UDP', port },
    { protocol: 'TCP', port },
  ],
});

/** What a policy says of an opening. */
export const opened = ({ to, protocol, ports }: Opening): Rule => {
  const peers = byKind(peersOf, to, ports);
  return {
    ...(peers.length === 0 ? {} : { to: peers }),
    ports: ports.map((port) => ({ protocol, port })),
  };
};

const peersOf: ByKind<Destination, [readonly number[]], readonly Rule[]> = {
  // Without peers a rule admits every address, and those of nodes and pods, which an IP range may not.
  anywhere: (_, ports) => (ports.includes(metadataPort) ? anywhereButMetadata : []),
  network: ({ cidr }) => [inNetwork(cidr)],
  namespace: ({ namespace, pods: labels }) => [
    labels === undefined ? inNamespace(namespace) : podsOf({ labels, namespace }),
  ],
  beside: () => [{ podSelector: {} }],
};

/** Where clouds tell credentials of a node to whoever asks. */
const metadataPort = 80;
const anywhereButMetadata: readonly Rule[] = [
  { namespaceSelector: {} },
  inNetwork('0.0.0.0/0', '169.254.0.0/16'),
  inNetwork('::/0', 'fd00:ec2::/32'),
];

/** What a policy is for. */
export interface Target {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly selector: Readonly<Record<string, string>>;
  /** Whether an operator makes the pods, so that judges cannot see them. */
  readonly operated?: boolean;
}

/**
 * A NetworkPolicy that refuses whatever its rules do not admit. Where there are none, the list
 * is left out: the API server drops it, and would count each sync that brings it as a change.
 */
export const policy = (
  { name, labels, selector, operated = false }: Target,
  environment: { readonly waves: WavePlan },
  rules: { readonly ingress: readonly Rule[]; readonly egress: readonly Rule[] },
): KubernetesObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: {
    name,
    labels,
    annotations: {
      ...syncWave(environment, 'configuration'),
      ...exemptFromKubeScore(...(operated ? ['networkpolicy-targets-pod'] : [])),
    },
  },
  spec: {
    podSelector: { matchLabels: selector },
    policyTypes: ['Ingress', 'Egress'],
    ...(rules.ingress.length === 0 ? {} : { ingress: rules.ingress }),
    ...(rules.egress.length === 0 ? {} : { egress: rules.egress }),
  },
});
