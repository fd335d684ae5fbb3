import fc from 'fast-check';
import type { KubernetesObject } from '../../src/render/kubernetes-object.ts';
import type { Value } from '../../src/render/spec.ts';
import { nastyScalars } from '../config/nasty-scalars.ts';

type Fields = { readonly [key: string]: Value | undefined };
type Make<T> = fc.Arbitrary<T>;

const nasty = [
  ...nastyScalars,
  'Null',
  '',
  '1E5',
  'a\nb',
  'a\n',
  'a\n\n',
  '\n',
  '\na',
  '  a\n b\n',
  'a \nb',
  'tab\there',
  '\ttab',
  '\ta\nb',
  '\n\tx\n',
  ' \ty\nz',
  ' \n x',
  '\\n',
  'a\r\nb',
  '$(VAR)',
  '${{ x }}',
  '{{ .Values.x }}',
  'é',
  '漢字',
  '😀',
  'nbsp\u00a0x',
  '\u0007bell',
  'long '.repeat(60),
  'k=v,k2=v2',
  'plain',
  'other',
  'third',
];
const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...nasty) },
  {
    weight: 1,
    arbitrary: fc
      .string({ unit: 'binary-ascii', maxLength: 12 })
      .map((s) => s.replaceAll(/[\0\x7f]/g, '')),
  },
);
const numeral = fc.constantFrom(0, 1, 2, 3, 10, 80, 443, 8080, 1000000, -1, 0.5);
const truth = fc.boolean();
const name = (...names: string[]): Make<string> => fc.constantFrom(...names);

/** Some of the values, in any order. */
const some = <T>(...from: T[]): Make<T[]> => fc.shuffledSubarray(from);

/** A map some of whose fields may be missing. */
function map(
  always: Record<string, Make<Value>>,
  maybe: Record<string, Make<Value>> = {},
): Make<Fields> {
  return fc.record(
    { ...always, ...maybe },
    { requiredKeys: Object.keys(always), noNullPrototype: true },
  );
}

/** A list of items whose identities differ; rarely empty. */
function keyed(identities: readonly Fields[], rest: Make<Fields>): Make<Value> {
  const filled = fc
    .shuffledSubarray([...identities], { minLength: 1 })
    .chain((found) =>
      fc
        .tuple(
          ...found.map((identity) => rest.map((fields): Value => ({ ...identity, ...fields }))),
        )
        .map((items): Value => items),
    );
  return fc.oneof(
    { weight: 15, arbitrary: filled },
    { weight: 1, arbitrary: fc.constant<Value>([]) },
  );
}
const named = (names: readonly string[], rest: Make<Fields>): Make<Value> =>
  keyed(
    names.map((each) => ({ name: each })),
    rest,
  );
const strings: Make<Value> = fc.array(text, { maxLength: 3 });
const none: Make<Fields> = fc.constant({});

const plainMap = (...keys: string[]): Make<Value> =>
  some(...keys).chain((found) =>
    fc
      .tuple(...found.map((key) => text.map((value): [string, Value] => [key, value])))
      .map((entries) => Object.fromEntries(entries)),
  );
/** Kubernetes keeps no empty metadata map, and kustomize drops it. */
const filledMap = (...keys: string[]): Make<Value> =>
  plainMap(...keys).map((found) =>
    Object.keys(found as object).length === 0 ? { [keys[0] ?? 'a']: 'x' } : found,
  );
// kustomize writes metadata anew, without the quotes, and cannot read its own block of lines that starts with a tab.
const metadataText = (value: Value): Value =>
  typeof value === 'string' && value.includes('\n') ? value.replaceAll('\t', ' ') : value;
const noted = (found: Make<Value>): Make<Value> =>
  found.map((each) =>
    Object.fromEntries(
      Object.entries(each as Fields).map(([key, value]) => [key, metadataText(value ?? '')]),
    ),
  );
const metadata = map(
  {},
  {
    labels: noted(filledMap('app', 'tier', 'on', 'example.com/n')),
    annotations: noted(filledMap('note', 'key', 'example.com/yes', 'a.b/c')),
  },
);

const port: Make<Value> = fc.oneof(
  numeral.filter((each) => each > 0),
  name('http', 'metrics'),
);
const quantity: Make<Value> = fc.oneof(name('100m', '1', '128Mi', '1e3'), fc.constantFrom(1, 2));
const quantities = map({}, { cpu: quantity, memory: quantity });
const resources: Make<Value> = map({}, { requests: quantities, limits: quantities });
const probe: Make<Value> = fc.oneof(
  map(
    {
      httpGet: map(
        { port },
        {
          path: text,
          httpHeaders: fc.array(map({ name: name('A', 'B'), value: text }), { maxLength: 2 }),
        },
      ),
    },
    { periodSeconds: numeral },
  ),
  map({ tcpSocket: map({ port }) }, { failureThreshold: numeral }),
);
const reference: Make<Value> = map(
  { name: name('db', 'cache'), key: name('url', 'password') },
  { optional: truth },
);
const variable: Make<Fields> = fc.oneof(
  { weight: 4, arbitrary: map({ value: text }) },
  { weight: 1, arbitrary: map({ valueFrom: map({ secretKeyRef: reference }) }) },
  { weight: 1, arbitrary: map({ valueFrom: map({ configMapKeyRef: reference }) }) },
);
const container: Make<Fields> = map(
  { image: name('registry.example/app', 'registry.example/job:1', 'other.example/x@sha256:abc') },
  {
    env: named(['A', 'B', 'C', 'ON', 'y', 'NULL', 'Z_9'], variable),
    ports: keyed(
      [
        { containerPort: 80, protocol: 'TCP' },
        { containerPort: 80, protocol: 'UDP' },
        { containerPort: 8080, protocol: 'TCP' },
        { containerPort: 53, protocol: 'UDP' },
      ],
      map({}, { name: name('http', 'dns', 'n') }),
    ),
    volumeMounts: keyed(
      [{ mountPath: '/tmp' }, { mountPath: '/etc/a b' }, { mountPath: '/data' }],
      map({ name: name('tmp', 'data') }, { readOnly: truth, subPath: text }),
    ),
    args: strings,
    command: strings,
    envFrom: fc.array(map({ secretRef: map({ name: name('db', 'cache') }) }), { maxLength: 2 }),
    resources,
    livenessProbe: probe,
    readinessProbe: probe,
    securityContext: map(
      {},
      { runAsNonRoot: truth, capabilities: map({ drop: some('ALL', 'NET_RAW') }) },
    ),
    lifecycle: map({ preStop: map({ exec: map({ command: strings }) }) }),
  },
);
const volume: Make<Fields> = fc.oneof(
  map({ emptyDir: map({}, { sizeLimit: quantity, medium: name('Memory') }) }),
  map({
    configMap: map(
      { name: name('a', 'b') },
      { optional: truth, items: fc.array(map({ key: text, path: text }), { maxLength: 2 }) },
    ),
  }),
  map({ secret: map({ secretName: name('a', 'b') }, { defaultMode: numeral }) }),
);
const terms: Make<Value> = fc.array(
  map({ key: name('a', 'b'), operator: name('In', 'Exists') }, { values: strings }),
  { maxLength: 2 },
);
const selector: Make<Value> = map(
  {},
  { matchLabels: plainMap('app', 'tier', 'on'), matchExpressions: terms },
);
const podSpec: Make<Value> = map(
  { containers: named(['app', 'proxy', 'n', '1e3'], container) },
  {
    initContainers: named(['migrate', 'wait', 'on'], container),
    volumes: named(['tmp', 'data', 'y', '007'], volume),
    imagePullSecrets: named(['pull', 'n'], none),
    hostAliases: keyed([{ ip: '10.0.0.1' }, { ip: '10.0.0.2' }], map({ hostnames: strings })),
    tolerations: fc.array(
      map({ key: name('spot', 'gpu'), operator: name('Exists', 'Equal') }, { value: text }),
      { maxLength: 3 },
    ),
    topologySpreadConstraints: keyed(
      [
        { topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
        { topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' },
        { topologyKey: 'host', whenUnsatisfiable: 'ScheduleAnyway' },
      ],
      map({ maxSkew: numeral, labelSelector: selector }),
    ),
    nodeSelector: plainMap('disk', 'zone', 'off'),
    serviceAccountName: name('a', 'b'),
    automountServiceAccountToken: truth,
    terminationGracePeriodSeconds: numeral,
    affinity: map(
      {},
      {
        podAntiAffinity: map({
          preferredDuringSchedulingIgnoredDuringExecution: fc.array(
            map({
              weight: numeral,
              podAffinityTerm: map(
                { topologyKey: name('zone', 'host') },
                { labelSelector: selector },
              ),
            }),
            { maxLength: 2 },
          ),
        }),
      },
    ),
  },
);
const template: Make<Value> = map({ spec: podSpec }, { metadata });
const strategy: Make<Value> = fc.oneof(
  map({ type: name('Recreate') }),
  map(
    { type: name('RollingUpdate') },
    {
      rollingUpdate: map(
        { maxSurge: fc.oneof(numeral, name('25%')) },
        { maxUnavailable: fc.oneof(numeral, name('0', '25%')) },
      ),
    },
  ),
);
const rule: Make<Value> = map(
  {},
  {
    from: fc.array(map({}, { podSelector: selector, namespaceSelector: selector }), {
      maxLength: 2,
    }),
    ports: fc.array(map({ port }, { protocol: name('TCP', 'UDP') }), { maxLength: 2 }),
  },
);
const target: Make<Value> = map({
  apiVersion: name('apps/v1'),
  kind: name('Deployment'),
  name: name('a', 'b'),
});
const claim: Make<Value> = map(
  { spec: map({ accessModes: some('ReadWriteOnce', 'ReadWriteMany'), resources }) },
  { metadata: map({ name: name('data', 'n') }) },
);
const configMapData = filledMap(
  'LOG_LEVEL',
  'app.yaml',
  'ON',
  'y',
  'null',
  'key_1',
  'Z',
  'False',
  '007',
  '1e3',
  '.5',
);

/** The kinds of objects of a service: what stands in them besides their name. */
export const kinds: Readonly<Record<string, readonly [apiVersion: string, fields: Make<Fields>]>> =
  {
    Deployment: [
      'apps/v1',
      map({ spec: map({ selector, template }, { replicas: numeral, strategy }) }),
    ],
    StatefulSet: [
      'apps/v1',
      map({
        spec: map(
          { selector, template },
          { replicas: numeral, volumeClaimTemplates: fc.array(claim, { maxLength: 2 }) },
        ),
      }),
    ],
    CronJob: [
      'batch/v1',
      map({
        spec: map(
          {
            schedule: text,
            jobTemplate: map({ spec: map({ template }, { backoffLimit: numeral }) }),
          },
          { suspend: truth },
        ),
      }),
    ],
    Job: ['batch/v1', map({ spec: map({ template }, { ttlSecondsAfterFinished: numeral }) })],
    Service: [
      'v1',
      map({
        spec: map(
          { selector: plainMap('app', 'tier') },
          {
            type: name('ClusterIP', 'LoadBalancer'),
            ports: keyed(
              [
                { port: 80, protocol: 'TCP' },
                { port: 80, protocol: 'UDP' },
                { port: 443, protocol: 'TCP' },
                { port: 53, protocol: 'UDP' },
              ],
              map({ targetPort: port }, { name: name('http', 'n'), appProtocol: text }),
            ),
          },
        ),
      }),
    ],
    ConfigMap: ['v1', map({ data: configMapData }, { immutable: truth })],
    ServiceAccount: [
      'v1',
      map(
        {},
        {
          secrets: named(['a', 'b', 'n'], none),
          imagePullSecrets: fc.array(map({ name: name('a', 'b') }), { maxLength: 2 }),
          automountServiceAccountToken: truth,
        },
      ),
    ],
    PodDisruptionBudget: [
      'policy/v1',
      map({
        spec: map(
          { selector },
          {
            minAvailable: fc.oneof(numeral, name('50%', '1')),
            maxUnavailable: fc.oneof(numeral, name('50%')),
          },
        ),
      }),
    ],
    NetworkPolicy: [
      'networking.k8s.io/v1',
      map({
        spec: map(
          { podSelector: selector, policyTypes: some('Ingress', 'Egress') },
          { ingress: fc.array(rule, { maxLength: 2 }) },
        ),
      }),
    ],
    HorizontalPodAutoscaler: [
      'autoscaling/v2',
      map({
        spec: map(
          { scaleTargetRef: target, maxReplicas: numeral },
          {
            minReplicas: numeral,
            metrics: fc.array(
              map({
                type: name('Resource'),
                resource: map({
                  name: name('cpu', 'memory'),
                  target: map({ type: name('Utilization') }, { averageUtilization: numeral }),
                }),
              }),
              { maxLength: 2 },
            ),
            behavior: map({}, { scaleDown: map({}, { stabilizationWindowSeconds: numeral }) }),
          },
        ),
      }),
    ],
    Role: [
      'rbac.authorization.k8s.io/v1',
      map({
        rules: fc.array(
          map({ apiGroups: strings, resources: strings, verbs: some('get', 'list', 'watch') }),
          { maxLength: 2 },
        ),
      }),
    ],
    Ingress: [
      'networking.k8s.io/v1',
      map({
        spec: map(
          { rules: fc.array(map({ host: text }), { maxLength: 2 }) },
          {
            tls: fc.array(map({ hosts: strings, secretName: text }), { maxLength: 2 }),
            ingressClassName: text,
          },
        ),
      }),
    ],
    VirtualService: [
      'networking.istio.io/v1',
      map({
        spec: map(
          { hosts: strings },
          {
            gateways: strings,
            http: fc.array(
              map(
                {},
                {
                  timeout: text,
                  route: fc.array(map({ destination: map({ host: text }) }, { weight: numeral }), {
                    maxLength: 2,
                  }),
                },
              ),
              { maxLength: 2 },
            ),
          },
        ),
      }),
    ],
    Cluster: [
      'postgresql.cnpg.io/v1',
      map({
        spec: map(
          { instances: numeral, storage: map({ size: quantity }, { storageClass: text }) },
          {
            imageName: text,
            resources,
            postgresql: map({}, { parameters: plainMap('max_connections', 'on', 'work_mem') }),
            env: named(['A', 'B'], variable),
          },
        ),
      }),
    ],
    Rollout: [
      'argoproj.io/v1alpha1',
      map({
        spec: map(
          { template, selector },
          {
            replicas: numeral,
            strategy: map({
              canary: map({
                steps: fc.array(
                  fc.oneof(
                    map({ setWeight: numeral }),
                    map({ pause: map({}, { duration: fc.oneof(text, numeral) }) }),
                  ),
                  { maxLength: 3 },
                ),
              }),
            }),
          },
        ),
      }),
    ],
  };

/** One object in each environment; mostly in all of them, sometimes the same everywhere. */
function versions(
  kind: string,
  index: number,
  environments: number,
): Make<readonly (KubernetesObject | undefined)[]> {
  const [apiVersion, fields] = kinds[kind] ?? ['v1', none];
  const object = fc.tuple(metadata, fields).map(([meta, rest]) => ({
    apiVersion,
    kind,
    metadata: { name: `x${index}`, ...meta },
    ...rest,
  }));
  const each = fc.array(object, { minLength: environments, maxLength: environments });
  return fc.oneof(
    { weight: 8, arbitrary: each },
    { weight: 2, arbitrary: each.map((all) => all.map((one, at) => (at === 1 ? one : all[0]))) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(each, fc.nat(environments - 1))
        .map(([all, lacking]) => all.map((one, at) => (at === lacking ? undefined : one))),
    },
    { weight: 1, arbitrary: object.map((one) => Array.from({ length: environments }, () => one)) },
  );
}

/** The objects of each environment: `count` in all, of every kind. */
export function systems(
  count: number,
  environments: number,
): Make<readonly (readonly KubernetesObject[])[]> {
  const names = Object.keys(kinds);
  const all = Array.from({ length: count }, (_, index) =>
    versions(names[index % names.length] ?? '', index, environments),
  );
  return fc
    .tuple(...all)
    .map((rows) =>
      Array.from({ length: environments }, (_, at) => rows.flatMap((row) => row[at] ?? [])),
    );
}
