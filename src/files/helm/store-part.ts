import type { EnvironmentPlan, Plan, RedisPlan, StorePlan } from '../../plan/plan.ts';
import { selectorOf } from '../../kubernetes/metadata.ts';
import { checksum } from '../../kubernetes/pod.ts';
import { redisConfiguration } from '../k8s/redis.ts';
import type { Form, Part } from '../chart-parts/leaf.ts';
import type { Owner } from '../../plan/chart-owners.ts';
import { evenResources, namedTemplate, templateOf, textIn } from '../chart-parts/part-values.ts';
import { leavesOf, togglesOf, type Row, type Switch } from '../chart-parts/rows.ts';
import {
  bucket,
  bytes,
  cron,
  imageReference,
  oneOf,
  optionalBytes,
  optionalDnsLabel,
  optionalUrl,
  redisSize,
  resources,
  retention,
  stringsBy,
  whole,
} from '../chart-parts/schemas.ts';
import { storeNamed } from '../chart-parts/subject.ts';
import { evaluate, valueOf, type Expression, type Template } from '../chart-parts/template.ts';
import { storeLabels } from '../k8s/store-labels.ts';

// The sentinel of an image is pinned, so that the judge's exemption of images without a digest is a toggle of its own.
const common: readonly Row[] = [
  {
    value: 'image',
    from: 'image',
    style: 'text',
    description: 'Full reference, with a fixed tag or digest',
    schema: imageReference,
    sentinel: ({ text }) => `${text}@sha256:`,
  },
  {
    value: 'resources',
    from: 'resources',
    style: 'structure',
    description: 'Requests and limits of each server',
    schema: resources,
    sentinel: ({ text }) => evenResources(text),
  },
];

const postgresRows: readonly Row[] = [
  {
    value: 'instances',
    from: 'instances',
    style: 'number',
    description: 'PostgreSQL servers; two or more fail over',
    schema: whole(1, 9),
  },
  ...common,
  {
    value: 'storage',
    from: 'storage',
    style: 'text',
    description: 'Size of each data volume; it can only grow',
    schema: bytes,
  },
  {
    value: 'walStorage',
    from: 'walStorage',
    style: 'text',
    description: 'Size of a separate volume for the write-ahead log; empty for none',
    schema: optionalBytes,
    optional: true,
  },
  {
    value: 'storageClass',
    from: 'storageClass',
    style: 'text',
    description: 'StorageClass of the volumes; empty for the default of the cluster',
    schema: optionalDnsLabel,
    optional: true,
  },
  {
    value: 'parameters',
    from: 'parameters',
    style: 'strings',
    description: 'postgresql.conf parameters, as strings',
    schema: stringsBy('^[a-z][a-z0-9_.]*$'),
  },
  {
    value: 'pooler.instances',
    from: 'pooler.instances',
    style: 'number',
    description: 'PgBouncer servers',
    schema: whole(1, 9),
  },
  {
    value: 'pooler.mode',
    from: 'pooler.mode',
    style: 'text',
    description: 'PgBouncer pool mode: how long a client keeps its server connection',
    schema: oneOf('session', 'transaction'),
  },
  {
    value: 'pooler.size',
    from: 'pooler.size',
    style: 'number',
    description: 'Server connections per database and user',
    schema: whole(1, 1000),
  },
  {
    value: 'backup.destination',
    from: 'backup.destination',
    style: 'text',
    description: 'Bucket and path',
    schema: bucket,
  },
  {
    value: 'backup.endpoint',
    from: 'backup.endpoint',
    style: 'text',
    description: 'Endpoint of an S3-compatible store; empty for AWS',
    schema: optionalUrl,
    optional: true,
  },
  {
    value: 'backup.schedule',
    from: 'backup.schedule',
    style: 'text',
    description: 'When a base backup is taken (UTC, six cron fields)',
    schema: cron,
  },
  {
    value: 'backup.retention',
    from: 'backup.retention',
    style: 'text',
    description: 'How long backups are kept',
    schema: retention,
  },
];

const postgresSwitches: readonly Switch[] = [
  { value: 'walStorage', from: 'walStorage' },
  { value: 'storageClass', from: 'storageClass' },
  { value: 'parameters', from: 'parameters', off: {} },
  { value: 'pooler.enabled', from: 'pooler', description: 'PgBouncer in front of it' },
  {
    value: 'backup.enabled',
    from: 'backup',
    off: { kind: 'none', reason: '' },
    description: 'Archive the write-ahead log and take base backups',
  },
  { value: 'backup.endpoint', from: 'backup.endpoint' },
];

const redisRows: readonly Row[] = [
  ...common,
  {
    value: 'maxMemory',
    from: 'maxMemory',
    style: 'text',
    description: 'Redis maxmemory; keep it well below the memory limit',
    schema: redisSize,
  },
  {
    value: 'eviction',
    from: 'eviction',
    style: 'text',
    description: 'Redis maxmemory-policy',
    schema: oneOf(
      'noeviction',
      'allkeys-lru',
      'allkeys-lfu',
      'allkeys-random',
      'volatile-lru',
      'volatile-lfu',
      'volatile-random',
      'volatile-ttl',
    ),
  },
  {
    value: 'persistence.storage',
    from: 'persistence.storage',
    style: 'text',
    description: 'Size of the volume; it can only grow',
    schema: bytes,
  },
  {
    value: 'persistence.storageClass',
    from: 'persistence.storageClass',
    style: 'text',
    description: 'StorageClass of the volume; empty for the default of the cluster',
    schema: optionalDnsLabel,
    optional: true,
  },
];

const redisSwitches: readonly Switch[] = [
  {
    value: 'persistence.enabled',
    from: 'persistence',
    description: 'Keep the data on a volume across restarts',
  },
  { value: 'persistence.storageClass', from: 'persistence.storageClass' },
];

/** What of a data store becomes values. */
export function storePart(plan: Plan, owner: Owner): Part {
  const store = plan.environments
    .flatMap(({ stores }) => stores)
    .find(({ key }) => key === owner.key);
  if (store === undefined) return { leaves: [], toggles: [], forms: [], helpers: [] };
  const [rows, switches] =
    store.kind === 'postgres' ? [postgresRows, postgresSwitches] : [redisRows, redisSwitches];
  const subject = storeNamed(owner.key);
  const labels = [
    namedTemplate(plan, owner, {
      name: 'labels',
      description: `Labels of ${owner.key}`,
      body: templateOf(storeLabels(plan, store)),
    }),
    ...(store.kind === 'redis'
      ? [
          namedTemplate(plan, owner, {
            name: 'selectorLabels',
            description: `Labels that select the pods of ${owner.key}`,
            body: templateOf(selectorOf(store.objectName)),
          }),
        ]
      : []),
  ];
  const settings =
    store.kind === 'redis'
      ? redisSettings(plan, owner, store)
      : { forms: [], helpers: [], toggles: [] };
  return {
    leaves: leavesOf(owner.section, subject, rows, switches),
    toggles: [...togglesOf(owner.section, subject, switches), ...settings.toggles],
    forms: [
      ...labels.map(({ expression, value }): Form => ({ found: () => value, expression })),
      ...settings.forms,
    ],
    helpers: [...labels.map(({ helper }) => helper), ...settings.helpers],
  };
}

/** The file that Redis reads, which its checksum covers. */
function redisSettings(
  plan: Plan,
  owner: Owner,
  store: RedisPlan,
): Pick<Part, 'forms' | 'helpers' | 'toggles'> {
  const at = (name: string): Expression => valueOf([owner.section, ...name.split('.')], 'text');
  const [memory, eviction] = ['\ue000', '\ue001'];
  const text = (persistence: RedisPlan['persistence']): Template => ({
    kind: 'text',
    parts: redisConfiguration({ ...store, maxMemory: memory, eviction, persistence })
      .split(/([\ue000\ue001])/)
      .map((part) =>
        part === memory ? at('maxMemory') : part === eviction ? at('eviction') : part,
      ),
  });
  const persistent = text({ storage: '', storageClass: undefined });
  const isPersistent = plan.environments.some(({ stores }) =>
    stores.some(
      (other) =>
        other.key === owner.key && other.kind === 'redis' && other.persistence !== undefined,
    ),
  );
  const body: Template = isPersistent
    ? { kind: 'either', condition: at('persistence.enabled'), yes: persistent, no: text(undefined) }
    : text(undefined);
  const { helper, expression } = namedTemplate(plan, owner, {
    name: 'configuration',
    description: `The configuration file of ${owner.key}`,
    body,
  });
  const settingsIn = ({ stores }: EnvironmentPlan): string | undefined =>
    stores.flatMap((other: StorePlan) =>
      other.key === owner.key && other.kind === 'redis' ? [redisConfiguration(other)] : [],
    )[0];
  const uses = ['maxMemory', 'eviction', ...(isPersistent ? ['persistence.enabled'] : [])].map(
    (name) => [owner.section, ...name.split('.')],
  );
  return {
    helpers: [helper],
    forms: [
      { found: settingsIn, expression: { ...expression, uses } },
      {
        found: (environment) => {
          const found = settingsIn(environment);
          return found === undefined ? undefined : checksum({ redis_conf: found });
        },
        expression: {
          go: `include "${plan.service.name}.checksum" (dict "redis_conf" (${expression.go}))`,
          style: 'text',
          uses,
          evaluate: (values) => checksum({ redis_conf: textIn(evaluate(body, values) ?? '') }),
        },
      },
    ],
    toggles: [pinnedImage(owner)],
  };
}

/** Whether the image is pinned by digest: the exemption of a judge depends on it. */
function pinnedImage({ section, key }: Owner): Part['toggles'][number] {
  const image = valueOf([section, 'image'], 'text');
  return {
    condition: {
      ...image,
      go: `contains "@sha256:" ${image.go}`,
      evaluate: (values) => textIn(image.evaluate(values) ?? '').includes('@sha256:'),
    },
    off: (environment) =>
      storeNamed(key).set(environment, (store) => ({
        ...store,
        ...('image' in store ? { image: String(store.image).replace('@sha256:', '') } : {}),
      })),
    on: (environment) => environment,
  };
}
