import { stores } from '../../src/stores/index.ts';
import type { Edits } from './scratch.ts';

/** A union of the config: how a scratch copy gets one more member, and where the compiler must then complain. */
export interface Union {
  readonly name: string;
  /**
   * What adds the member `scratch-<name>`: to the schema, and to
   * the union of its plans where that is a type of its own.
   */
  readonly added: readonly { readonly file: string; readonly edits: Edits }[];
  /** The tables that are complete by type; every one of them lacks the member, and nothing else does. */
  readonly tables: readonly string[];
}

/** The edit of a list of schemas that starts with `anchor`. */
export const anotherSchema = (name: string, anchor: string): Edits => [
  [anchor, `${anchor}\n  z.strictObject({ kind: z.literal('scratch-${name}') }),`],
];

/** The edit of a union of types that starts with `anchor`, such as `export type RoutingPlan =`. */
export const anotherType = (name: string, anchor: string): Edits => [
  [anchor, `${anchor} { readonly kind: 'scratch-${name}' } |`],
];

/** The edit of a union of plans that all know some facts. */
export const anotherMember = (name: string, union: string, facts: string): Edits => [
  [
    `export type ${union} =`,
    `export type ${union} = (${facts} & { readonly kind: 'scratch-${name}' }) |`,
  ],
];

/** Questions that a kind of store answers. */
export const storeFields: readonly string[] = Object.keys(stores.external);

/** Kinds of stores that leave one question unanswered each; the compiler must see every one. */
const incompleteStores: Edits = [
  [
    'export type StoreKind',
    [
      ...storeFields.map(
        (field) =>
          `export const without_${field}: Store = (({ ${field}: _, ...rest }) => rest)(external);`,
      ),
      'export type StoreKind',
    ].join('\n'),
  ],
];

/**
 * Every union of the config whose alternatives are tables, for example
 *
 *     {
 *       name: 'routing',
 *       added: [
 * { file: 'src/config/schema/routing.ts', edits:
 * anotherSchema('routing', "routing = z.discriminatedUnion('kind', [") },
 *         { file: 'src/plan/routing/routing.ts', edits: anotherType('routing', 'export type RoutingPlan =') },
 *       ],
 *       tables: ['src/config/rules/routing.ts', 'src/plan/routing/index.ts', 'src/files/routing/index.ts'],
 *     },
 */
export const unions: readonly Union[] = [
  {
    name: 'messaging',
    added: [
      {
        file: 'src/config/schema/messaging.ts',
        edits: anotherSchema('messaging', "messaging = z.discriminatedUnion('kind', ["),
      },
      {
        file: 'src/plan/messaging/plan.ts',
        edits: anotherMember('messaging', 'MessagingPlan', 'MessagingFacts'),
      },
    ],
    tables: [
      'src/config/rules/messaging/index.ts',
      'src/plan/messaging/index.ts',
      'src/files/messaging/index.ts',
    ],
  },
  {
    name: 'broker',
    added: [
      {
        file: 'src/config/schema/messaging.ts',
        edits: anotherSchema('broker', "broker = z.discriminatedUnion('kind', ["),
      },
      {
        file: 'src/plan/messaging/brokers/plan.ts',
        edits: anotherMember('broker', 'BrokerPlan', 'BrokerFacts'),
      },
    ],
    tables: [
      'src/config/rules/messaging/brokers.ts',
      'src/plan/messaging/brokers/index.ts',
      'src/files/messaging/dapr/brokers/index.ts',
    ],
  },
  {
    name: 'infrastructure',
    added: [
      {
        file: 'src/config/schema/infrastructure.ts',
        edits: anotherSchema('infrastructure', "infrastructure = z.discriminatedUnion('kind', ["),
      },
      {
        file: 'src/plan/infrastructure/plan.ts',
        edits: anotherMember('infrastructure', 'InfrastructurePlan', 'InfrastructureFacts'),
      },
    ],
    tables: [
      'src/config/rules/infrastructure/index.ts',
      'src/plan/infrastructure/index.ts',
      'src/files/infrastructure/index.ts',
    ],
  },
  {
    name: 'registry',
    added: [
      {
        file: 'src/config/schema/schema.ts',
        edits: [
          [
            "registry = z.discriminatedUnion('kind', [",
            "registry = z.discriminatedUnion('kind', [\n" +
              "  z.strictObject({ kind: z.literal('scratch-registry'), pullSecret }),",
          ],
        ],
      },
      {
        file: 'src/plan/registry/plan.ts',
        edits: anotherMember('registry', 'RegistryPlan', 'RegistryFacts'),
      },
    ],
    tables: ['src/plan/registry/index.ts', 'src/files/ci/registry.ts', 'src/cli/create/forms.ts'],
  },
  {
    name: 'ci-secret-store',
    added: [
      {
        file: 'src/config/schema/ci.ts',
        edits: anotherSchema('ci-secret-store', "secretStore = z.discriminatedUnion('kind', ["),
      },
      {
        file: 'src/plan/ci-secret-store/plan.ts',
        edits: anotherMember('ci-secret-store', 'CiSecretStorePlan', 'CiSecretStoreFacts'),
      },
    ],
    tables: ['src/plan/ci-secret-store/index.ts', 'src/files/ci/secret-stores/index.ts'],
  },
  {
    name: 'routing',
    added: [
      {
        file: 'src/config/schema/routing.ts',
        edits: anotherSchema('routing', "routing = z.discriminatedUnion('kind', ["),
      },
      {
        file: 'src/plan/routing/plan.ts',
        edits: anotherMember('routing', 'RoutingPlan', 'Entrance'),
      },
    ],
    tables: [
      'src/config/schema/routing.ts',
      'src/config/rules/back-ends.ts',
      'src/plan/routing/index.ts',
      'src/files/routing/index.ts',
      'src/cli/create/questions/routing.ts',
    ],
  },
  {
    name: 'monitoring',
    added: [
      {
        file: 'src/config/schema/monitoring.ts',
        edits: anotherSchema('monitoring', "monitoring = z.discriminatedUnion('kind', ["),
      },
      {
        file: 'src/plan/monitoring/plan.ts',
        edits: anotherMember('monitoring', 'MonitoringPlan', 'MonitoringFacts'),
      },
    ],
    tables: [
      'src/config/rules/monitoring.ts',
      'src/plan/monitoring/index.ts',
      'src/files/monitoring/index.ts',
    ],
  },
  {
    name: 'secrets',
    added: [
      {
        file: 'src/config/schema/secrets.ts',
        edits: anotherSchema('secrets', "secrets = z.discriminatedUnion('kind', ["),
      },
      {
        file: 'src/plan/secrets/plan.ts',
        edits: [
          [
            'export type SecretsPlan =',
            "export type SecretsPlan = (SecretsFacts & { readonly kind: 'scratch-secrets' }) |",
          ],
        ],
      },
    ],
    tables: [
      'src/config/rules/namespace.ts',
      'src/plan/secrets/index.ts',
      'src/files/secrets/index.ts',
      'src/cli/secrets/backends/index.ts',
      'src/cli/create/questions/deployment.ts',
    ],
  },
  {
    name: 'delivery',
    added: [
      {
        file: 'src/config/schema/delivery.ts',
        edits: anotherSchema('delivery', "delivery = z.discriminatedUnion('kind', ["),
      },
      {
        file: 'src/plan/delivery/plan.ts',
        edits: [
          [
            'export type DeliveryPlan =',
            "export type DeliveryPlan = (DeliveryFacts & { readonly kind: 'scratch-delivery' }) |",
          ],
        ],
      },
    ],
    tables: [
      'src/config/rules/delivery/index.ts',
      'src/plan/delivery/index.ts',
      'src/files/delivery/index.ts',
      'src/cli/create/questions/deployment.ts',
    ],
  },
  {
    name: 'cluster-access',
    added: [
      {
        file: 'src/config/schema/delivery.ts',
        edits: anotherSchema('cluster-access', "cluster = z.discriminatedUnion('kind', ["),
      },
      {
        file: 'src/plan/delivery/cluster-access/plan.ts',
        edits: anotherMember('cluster-access', 'ClusterAccessPlan', 'ClusterAccessFacts'),
      },
    ],
    tables: [
      'src/config/rules/delivery/cluster-access.ts',
      'src/plan/delivery/cluster-access/index.ts',
      'src/files/delivery/push/cluster-access/index.ts',
      'src/cli/create/forms.ts',
    ],
  },
  {
    name: 'packaging',
    added: [
      {
        file: 'src/config/schema/schema.ts',
        edits: anotherSchema('packaging', "packaging = z.discriminatedUnion('kind', ["),
      },
      {
        file: 'src/plan/packaging/plan.ts',
        edits: [
          [
            'export type PackagingPlan =',
            "export type PackagingPlan = (PackagingFacts & { readonly kind: 'scratch-packaging' }) |",
          ],
        ],
      },
    ],
    tables: [
      'src/config/rules/packaging.ts',
      'src/plan/packaging/index.ts',
      'src/files/packaging/index.ts',
      'src/cli/create/questions/deployment.ts',
    ],
  },
  {
    name: 'runtime',
    added: [
      {
        file: 'src/config/schema/runtime.ts',
        edits: anotherSchema('runtime', "runtime = z.discriminatedUnion('kind', ["),
      },
      {
        file: 'src/plan/runtime/runtime.ts',
        edits: [
          [
            'export type RuntimePlan =',
            "export type RuntimePlan = (AnyRuntime & { readonly kind: 'scratch-runtime' }) |",
          ],
        ],
      },
    ],
    tables: [
      'src/config/rules/runtime.ts',
      'src/plan/runtime/index.ts',
      'src/files/runtime/index.ts',
      'src/cli/create/runtime.ts',
    ],
  },
  {
    name: 'store',
    added: [
      {
        file: 'src/stores/index.ts',
        edits: [
          [
            'const table = { postgres, redis, valkey, external };',
            "const table = { postgres, redis, valkey, external, 'scratch-store': {} };",
          ],
          ...incompleteStores,
        ],
      },
    ],
    tables: ['src/stores/index.ts'],
  },
  {
    name: 'backup',
    added: [
      {
        file: 'src/stores/postgres/backup/index.ts',
        edits: [
          [
            "discriminatedUnion('kind', [",
            "discriminatedUnion('kind', [\n  z.strictObject({ kind: z.literal('scratch-backup') }),",
          ],
          [
            'export type BackupPlan =',
            "export type BackupPlan = { readonly kind: 'scratch-backup' } |",
          ],
        ],
      },
    ],
    tables: ['src/stores/postgres/backup/index.ts'],
  },
];
