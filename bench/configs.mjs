/** One component in two environments; `extra` more files come from `customize`. */
export const withFiles = (extra = 0) => `import { GitOpsService } from 'create-gitops-service';
new GitOpsService({
  name: 'orders',
  repository: 'https://github.com/acme/orders',
  components: { server: {} },
  customize: (files) => [...files, ...Array.from({ length: ${extra} }, (_, index) => ({
    path: \`extra/\${index % 50}/\${index}.yaml\`,
    content: {
      kind: 'yaml' as const,
      documents: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: \`extra-\${index}\` },
          data: { value: String(index) },
        },
      ],
    },
    ownership: { kind: 'managed' as const },
    executable: false,
    origin: { feature: 'bench', keys: [] },
  }))],
}).synth();
`;

/** As many components, environments and stores as asked for; each store is used by two of the components. */
export const grown = ({ packaging, components = 2, environments = 2, stores = 0 }) => ({
  name: 'orders',
  repository: 'https://github.com/acme/orders',
  packaging:
    packaging === 'per-component' ? { kind: 'helm', layout: packaging } : { kind: packaging },
  components: members('c', components, (index) => ({
    build: { context: `apps/c${index}` },
    routes: [{ path: `/c${index}` }],
    stores: range(stores)
      .filter((store) => [0, 1].some((next) => (store + next) % components === index))
      .map((store) => `s${store}`),
    calls: index === 0 ? [] : [`c${index - 1}`],
    replicas: 2,
  })),
  dataStores: members('s', stores, (index) =>
    index % 2 === 0
      ? { kind: 'postgres', backup: { kind: 'none', reason: 'a benchmark' } }
      : { kind: 'redis' },
  ),
  routing: { kind: 'ingress', tls: { issuer: 'letsencrypt' } },
  environments: members('e', environments, (index) => ({
    branch: `e${index}`,
    deploy: index === 0 ? 'on-push' : 'on-promotion',
    hosts: [`e${index}.example.com`],
    overrides: { components: { c0: { replicas: 1 + (index % 3) } } },
  })),
});

/** The text of a config file. */
export const configText = (config) =>
  `import { GitOpsService } from 'create-gitops-service';\nnew GitOpsService(${JSON.stringify(config)}).synth();\n`;

const range = (count) => Array.from({ length: count }, (_, index) => index);

const members = (prefix, count, member) =>
  Object.fromEntries(range(count).map((index) => [`${prefix}${index}`, member(index)]));
