import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { labelKeys } from '../../../src/domain/labels.ts';
import { bytesOf, millicores } from '../../../src/domain/quantities.ts';
import { connect, type Api } from '../rig/api.ts';
import { addresses, pki, type Rig } from '../rig/rig.ts';
import { stamp } from './kubelet/container.ts';
import { nodes } from './kubelet/nodes.ts';
import type { Container, Pod } from './kubelet/pod.ts';
import { listen, openLog, type StandIn } from './stand-in.ts';
import { toldAbout } from './state.ts';

const loads = toldAbout('load', 20);

/** Says how busy the pods of an application are, in percent of the CPU that they request; 20 if nobody says. */
export const setLoad = (
  rig: Rig,
  app: { readonly namespace: string; readonly name: string },
  percent: number,
): void => loads.tell(rig, `${app.namespace}/${app.name}`, percent);

/** Serves metrics.k8s.io through the aggregation layer, as metrics-server does. */
export async function startMetrics(rig: Rig): Promise<StandIn> {
  const api = connect(rig);
  const log = openLog(rig, 'metrics');
  for (const [path, object] of registration) await api.apply(path, object);
  const identity = {
    cert: readFileSync(pki(rig, 'kubelet.crt')),
    key: readFileSync(pki(rig, 'kubelet.key')),
  };
  const server = createServer(identity, (request, response) => {
    answer(rig, api, request.url ?? '')
      .catch((problem: unknown) => {
        log(problem);
        return undefined;
      })
      .then((body) => {
        response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body ?? {}));
      }, log);
  });
  return listen(server, addresses.metricsServer);
}

const groupVersion = 'metrics.k8s.io/v1beta1';
const version = { groupVersion, version: 'v1beta1' };

const discovery: Readonly<Record<string, unknown>> = {
  '/apis/metrics.k8s.io': {
    kind: 'APIGroup',
    apiVersion: 'v1',
    name: 'metrics.k8s.io',
    versions: [version],
    preferredVersion: version,
  },
  [`/apis/${groupVersion}`]: {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion,
    resources: [
      {
        name: 'nodes',
        kind: 'NodeMetrics',
        singularName: '',
        namespaced: false,
        verbs: ['get', 'list'],
      },
      {
        name: 'pods',
        kind: 'PodMetrics',
        singularName: '',
        namespaced: true,
        verbs: ['get', 'list'],
      },
    ],
  },
};

/** Pods are asked for by the same paths and selectors as at the API server itself. */
async function answer(rig: Rig, api: Api, url: string): Promise<unknown> {
  const { pathname, search } = new URL(url, 'https://metrics');
  if (pathname in discovery) return discovery[pathname];
  const path = pathname.replace(`/apis/${groupVersion}`, '/api/v1');
  if (path === '/api/v1/nodes') return listOf('NodeMetrics', [...nodes.keys()].map(nodeMetrics));
  const one = /\/pods\/[^/]+$/.test(path) ? await api.get<Pod>(path) : undefined;
  if (one !== undefined && isRunning(one)) return podMetrics(rig, one);
  if (!path.endsWith('/pods')) return undefined;
  const pods = await api.list<Pod>(path + search);
  const running = pods.filter(isRunning);
  return listOf(
    'PodMetrics',
    running.map((pod) => podMetrics(rig, pod)),
  );
}

/** A pod between two crashes uses nothing. */
const isRunning = ({ status }: Pod): boolean =>
  (status.containerStatuses ?? []).some(({ state }) => state.running !== undefined);

const listOf = (kind: string, items: readonly unknown[]) => ({
  kind: `${kind}List`,
  apiVersion: groupVersion,
  metadata: {},
  items,
});

const measured = (kind: string) => ({
  kind,
  apiVersion: groupVersion,
  timestamp: stamp(Date.now()),
  window: '15s',
});

const nodeMetrics = (name: string) => ({
  ...measured('NodeMetrics'),
  metadata: { name },
  usage: { cpu: '1', memory: '1Gi' },
});

function podMetrics(rig: Rig, { metadata, spec }: Pod) {
  const { name, namespace = '', labels: own = {} } = metadata;
  const share = loads.read(rig, `${namespace}/${own[labelKeys.name] ?? ''}`) / 100;
  return {
    ...measured('PodMetrics'),
    metadata: { name, namespace, labels: own },
    containers: spec.containers.map((container) => ({
      name: container.name,
      usage: usageOf(container, share),
    })),
  };
}

/** Memory follows the load up to half of what is requested. */
function usageOf({ resources }: Container, share: number) {
  const { cpu = '100m', memory = '64Mi' } = resources?.requests ?? {};
  return {
    cpu: `${String(Math.round(millicores(cpu) * share))}m`,
    memory: `${String(Math.round((bytesOf(memory) * Math.min(share, 0.5)) / 1024))}Ki`,
  };
}

const name = 'metrics-server';
const namespace = 'kube-system';
const { host, port } = addresses.metricsServer;

const registration = [
  [
    `/api/v1/namespaces/${namespace}/services/${name}`,
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace },
      spec: { ports: [{ name: 'https', port: 443, targetPort: port }] },
    },
  ],
  [
    `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices/${name}`,
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name, namespace, labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      endpoints: [{ addresses: [host], conditions: { ready: true } }],
      ports: [{ name: 'https', port, protocol: 'TCP' }],
    },
  ],
  [
    '/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io',
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: 'v1beta1.metrics.k8s.io' },
      spec: {
        group: 'metrics.k8s.io',
        version: 'v1beta1',
        groupPriorityMinimum: 100,
        versionPriority: 100,
        insecureSkipTLSVerify: true,
        service: { name, namespace, port: 443 },
      },
    },
  ],
] as const;
