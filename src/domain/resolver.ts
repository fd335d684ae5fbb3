/** Who answers the DNS queries of pods: pods, addresses of nodes, or both; by UDP and TCP. */
export interface Resolver {
  readonly pods:
    | { readonly namespace: string; readonly labels: Readonly<Record<string, string>> }
    | undefined;
  readonly cidrs: readonly string[];
  readonly port: number;
}

/** Resolvers by the name that a config says; without one it is that of most clusters. */
export const resolvers = {
  // NodeLocal DNSCache listens in the network of the node, which no selector of pods admits.
  usual: {
    pods: { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
    cidrs: ['169.254.20.10/32'],
    port: 53,
  },
  openshift: {
    pods: {
      namespace: 'openshift-dns',
      labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' },
    },
    cidrs: [],
    port: 5353,
  },
} as const satisfies Record<string, Resolver>;
