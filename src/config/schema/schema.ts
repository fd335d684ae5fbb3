import * as z from 'zod';
import { inCluster } from '../../domain/clusters.ts';
import { ci } from './ci.ts';
import { component } from './component.ts';
import { dataStore } from '../../stores/index.ts';
import { delivery } from './delivery.ts';
import { infrastructure } from './infrastructure.ts';
import { messaging } from './messaging.ts';
import { monitoring } from './monitoring.ts';
import { routing } from './routing.ts';
import { secrets } from './secrets.ts';
import {
  branch,
  cidr,
  dnsLabel,
  domainName,
  hostName,
  imagePath,
  portNumber,
  registryHost,
  seconds,
  sentence,
  shortName,
} from '../../domain/values.ts';

const pullSecret = dnsLabel
  .default('registry-credentials')
  .describe('Name of the image pull secret');

const registry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ghcr'), pullSecret }),
  z.strictObject({
    kind: z.literal('harbor'),
    host: registryHost.describe('Host of the registry'),
    project: imagePath.describe('Harbor project'),
    pullSecret,
  }),
  z.strictObject({
    kind: z.literal('generic'),
    host: registryHost.describe('Host of the registry'),
    project: imagePath.describe('Path of the images in it, such as an organisation of Gitea'),
    pullSecret,
  }),
]);

const packaging = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('kustomize') }),
  z.strictObject({
    kind: z.literal('helm'),
    layout: z
      .enum(['umbrella', 'per-component'])
      .default('umbrella')
      .describe('One chart for everything, or one per component and one for what they share'),
  }),
]);

/** What may be different in one environment. */
const overrides = z.strictObject({
  components: z.record(z.string(), z.unknown()).optional().describe('Keys of components, by name'),
  dataStores: z.record(z.string(), z.unknown()).optional().describe('Keys of data stores, by name'),
  routing: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Keys of routing, for example another Gateway'),
  messaging: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Keys of messaging, for example other topics'),
  monitoring: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Keys of monitoring, for example another channel'),
});

const dns = z.union([
  z.literal('openshift'),
  z.strictObject({
    cidr: cidr.describe('Addresses of the resolver, as a CIDR range'),
    port: portNumber.default(53).describe('Port that it listens on'),
  }),
]);

const environment = z.strictObject({
  branch: branch.describe('Branch that is deployed'),
  deploy: z
    .enum(['on-push', 'on-promotion'])
    .describe('Build and deploy on every push, or promote what the previous environment tested'),
  trigger: z
    .enum(['push', 'release'])
    .default('push')
    .describe(
      'What triggers a deployment: a push to the branch, or a GitHub release published from it',
    ),
  sync: z
    .enum(['auto', 'manual'])
    .default('auto')
    .describe(
      'Argo CD deploys what is in git as soon as it sees it, or when somebody syncs its Application',
    ),
  production: z
    .boolean()
    .optional()
    .describe(
      'Enforce the backup and redundancy rules for production (default: true for on-promotion)',
    ),
  namespace: dnsLabel.optional().describe('Namespace (default: <system>-<environment>)'),
  namespaces: z
    .record(dnsLabel, dnsLabel)
    .default({})
    .describe(
      'Names of the namespaces that components and stores name, where they are other ones here',
    ),
  cluster: z
    .string()
    .max(253)
    .regex(/^https:\/\/[a-z0-9.-]+(:[0-9]{1,5})?$/, 'use the https URL of the API server')
    .default(inCluster)
    .describe('API server that Argo CD deploys to'),
  hosts: z
    .array(hostName)
    .default([])
    .describe('Public host names of the components that name none of their own'),
  domain: domainName
    .optional()
    .describe('What completes the host names of components that are one label'),
  dns: dns
    .optional()
    .describe(
      'Resolver that the NetworkPolicies admit (default: kube-dns, and NodeLocal DNSCache at 169.254.20.10)',
    ),
  releaseName: dnsLabel
    .max(53)
    .optional()
    .describe(
      'Name of the Helm release and of the Argo CD Application (default: <service>-<environment>)',
    ),
  timeout: seconds.default('10m').describe('Timeout of a rollout'),
  overrides: overrides
    .default({})
    .describe(
      'Overrides of the keys above in this environment: objects merge, arrays replace, null removes',
    ),
});

/** The whole config. Every object is strict: a key that is not here is an error. */
export const configSchema = z.strictObject({
  name: shortName.describe(
    'Name of the service, its repository folder and, by default, its objects',
  ),
  system: shortName
    .optional()
    .describe(
      'System it belongs to: namespace prefix and app.kubernetes.io/part-of (default: the name)',
    ),
  description: sentence
    .default('A service deployed with GitOps')
    .describe('One-sentence description for README, package.json and the image'),
  repository: z
    .string()
    .regex(
      /^https:\/\/github\.com\/[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9_.-]{1,100}$/,
      'use the https URL of the repository, such as https://github.com/acme/orders',
    )
    .refine((url) => !url.endsWith('.git'), 'omit .git at the end')
    .describe('URL of the git repository'),
  owners: z
    .array(
      z
        .string()
        .regex(
          /^@[A-Za-z0-9][A-Za-z0-9-]*(\/[A-Za-z0-9][A-Za-z0-9_-]*)?$/,
          'use @user or @organisation/team',
        ),
    )
    .default([])
    .describe('Code owners, who also review production deployments'),
  registry: registry.prefault({ kind: 'ghcr' }).describe('Container registry'),
  components: z.record(shortName, component).describe('Components, by name'),
  dataStores: z.record(shortName, dataStore).default({}).describe('Data stores, by name'),
  environments: z
    .record(shortName, environment)
    .prefault({
      dev: { branch: 'dev', deploy: 'on-push' },
      prod: { branch: 'main', deploy: 'on-promotion' },
    })
    .describe('Environments, in promotion order'),
  packaging: packaging
    .default({ kind: 'kustomize' })
    .describe('How manifests are packaged: kustomize overlays, or Helm charts'),
  delivery: delivery
    .prefault({ kind: 'argocd' })
    .describe('How changes are deployed to the cluster'),
  secrets: secrets.prefault({ kind: 'sealed-secrets' }).describe('How secrets reach the cluster'),
  routing: routing.default({ kind: 'none' }).describe('How traffic reaches the service'),
  messaging: messaging.default({ kind: 'none' }).describe('How components exchange events'),
  monitoring: monitoring.default({ kind: 'none' }).describe('Metrics, dashboards and alerts'),
  infrastructure: infrastructure.default({ kind: 'none' }).describe('How the cluster is created'),
  ci: ci.prefault({ kind: 'github-actions' }).describe('CI that builds and tests'),
  decisions: z
    .record(sentence.max(80), sentence)
    .default({})
    .describe('Your own decisions for the decision log: title and rationale'),
});

type Schema = typeof configSchema;
type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: DeepPartial<T[K]> | null }
    : T;
type BaseInput = z.input<Schema>;
/** Sections that an environment may override. */
type Overridable = 'components' | 'dataStores' | 'routing' | 'messaging' | 'monitoring';
type EnvironmentInput = Omit<NonNullable<BaseInput['environments']>[string], 'overrides'>;

/** What people write: everything that has a default may be left out. */
export type ConfigInput = Omit<BaseInput, 'environments'> & {
  environments?:
    | Record<
        string,
        EnvironmentInput & { overrides?: DeepPartial<Pick<BaseInput, Overridable>> | undefined }
      >
    | undefined;
};

/** One parse of the schema: complete. */
export type ParsedConfig = z.output<Schema>;
