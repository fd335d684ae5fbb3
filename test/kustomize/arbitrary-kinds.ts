import fc from 'fast-check';
import type { Value } from '../../src/render/spec.ts';
import {
  type Make,
  map,
  name,
  numeral,
  some,
  filledMap,
  type Fields,
  text,
  truth,
  plainMap,
  keyed,
  named,
  none,
  strings,
} from './arbitrary-parts.ts';
import { selector, port, resources, template, quantity, variable } from './arbitrary-pods.ts';

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
