import fc from 'fast-check';
import type { Value } from '../../src/render/spec.ts';
import {
  type Make,
  numeral,
  name,
  map,
  text,
  truth,
  type Fields,
  named,
  keyed,
  strings,
  some,
  plainMap,
  none,
  metadata,
} from './arbitrary-parts.ts';

export const port: Make<Value> = fc.oneof(
  numeral.filter((each) => each > 0),
  name('http', 'metrics'),
);

export const quantity: Make<Value> = fc.oneof(
  name('100m', '1', '128Mi', '1e3'),
  fc.constantFrom(1, 2),
);

const quantities = map({}, { cpu: quantity, memory: quantity });

export const resources: Make<Value> = map({}, { requests: quantities, limits: quantities });

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

export const variable: Make<Fields> = fc.oneof(
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

export const selector: Make<Value> = map(
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

export const template: Make<Value> = map({ spec: podSpec }, { metadata });
