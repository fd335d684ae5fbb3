import type { Plain } from '../../../laws/model.ts';

/** An object that no config makes today, before and after a step that the server refuses. */
export interface RefusedObject {
  /** Ids of the table of consequences that this plays. */
  readonly ids: readonly string[];
  readonly name: string;
  readonly before: Plain;
  readonly after: Plain;
  /** The very words of the refusal. */
  readonly says: RegExp;
}

const labels = { app: 'a' };
const others = { app: 'b' };
const pods = (of: Plain = labels): Plain => ({
  metadata: { labels: of },
  spec: {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'c',
        image: 'docker.io/library/busybox:1.37.0',
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
    ],
  },
});
const selecting = (of: Plain): Plain => ({ selector: { matchLabels: of }, template: pods(of) });

const deployment = (name: string, spec: Plain = {}): Plain => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: { replicas: 0, ...selecting(labels), ...spec },
});

const statefulSet = (name: string, spec: Plain = {}): Plain => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name },
  spec: { replicas: 0, serviceName: 'a', ...selecting(labels), ...spec },
});

const claim = (storage: string): Plain => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
});

const service = (name: string, spec: Plain = {}): Plain => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector: labels, ports: [{ port: 80 }], ...spec },
});

const secret = (type: string, stringData: Plain): Plain => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'typed' },
  type,
  stringData,
});

const onlySome = /updates to statefulset spec for fields other than/;

/** What is immutable in the kinds that a config or its owners may come to use. */
export const refusedObjects: readonly RefusedObject[] = [
  {
    ids: ['immutable-field'],
    name: 'another selector of a Deployment',
    before: deployment('selected'),
    after: deployment('selected', selecting(others)),
    says: /spec\.selector: Invalid value: .*field is immutable/,
  },
  {
    ids: ['strategy-refused'],
    name: 'Recreate where the numbers of a rolling update were defaulted',
    before: deployment('rolling'),
    after: deployment('rolling', { strategy: { type: 'Recreate' } }),
    says: /rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'/,
  },
  {
    ids: ['immutable-field'],
    name: 'another Service of a StatefulSet',
    before: statefulSet('served'),
    after: statefulSet('served', { serviceName: 'b' }),
    says: onlySome,
  },
  {
    ids: ['immutable-field'],
    name: 'another selector of a StatefulSet',
    before: statefulSet('stateful'),
    after: statefulSet('stateful', selecting(others)),
    says: onlySome,
  },
  {
    ids: ['immutable-field'],
    name: 'larger volumes of a StatefulSet',
    before: statefulSet('claiming', { volumeClaimTemplates: [claim('1Gi')] }),
    after: statefulSet('claiming', { volumeClaimTemplates: [claim('2Gi')] }),
    says: onlySome,
  },
  {
    ids: ['immutable-field'],
    name: 'pods of a StatefulSet in another order',
    before: statefulSet('ordered'),
    after: statefulSet('ordered', { podManagementPolicy: 'Parallel' }),
    says: onlySome,
  },
  {
    ids: ['immutable-field'],
    name: 'a Service without an address, which had one',
    before: service('addressed'),
    after: service('addressed', { clusterIP: 'None' }),
    says: /spec\.clusterIPs\[0\]: Invalid value: .*may not change once set/,
  },
  {
    ids: ['secret-type-changed'],
    name: 'another type of a Secret',
    before: secret('Opaque', { password: 'a' }),
    after: secret('kubernetes.io/basic-auth', { username: 'a', password: 'b' }),
    says: /type: Invalid value: .*field is immutable/,
  },
];
