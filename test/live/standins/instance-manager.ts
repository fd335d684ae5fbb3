import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createSecureContext, TLSSocket, type SecureContext } from 'node:tls';
import { definitions } from '../build/definitions.ts';
import { connect, type Api, type LiveObject } from '../rig/api.ts';
import type { Rig } from '../rig/rig.ts';
import { control } from './control.ts';
import type { Pod } from './kubelet/pod.ts';
import { listen, openLog, together, type StandIn } from './stand-in.ts';

interface Cluster extends LiveObject {
  readonly status?: { readonly targetPrimary?: string; readonly currentPrimary?: string };
}

/** What is known of the databases: their pods, and the clusters that these are instances of. */
interface Databases {
  readonly pods: ReadonlyMap<string, Pod>;
  readonly clusters: ReadonlyMap<string, Cluster>;
}

/**
 * Plays what CloudNativePG runs as the first process of each pod of a
 * database, as far as the operator asks: it answers on port 8000 of every
 * pod's address, and says itself that it has become the primary. The pods'
 * addresses have to be this machine's (`ip route add local 10.244.0.0/16 dev lo`).
 */
export async function startInstanceManagers(rig: Rig): Promise<StandIn> {
  const api = connect(rig);
  const log = openLog(rig, 'instance-manager');
  const pods = control<Pod>({ api, log }, { path: `/api/v1/pods?labelSelector=${selector}` });
  const clusters = control<Cluster>(
    { api, log },
    {
      path: '/apis/postgresql.cnpg.io/v1/clusters',
      act: (cluster) => promote(api, cluster, pods.objects),
    },
  );
  const databases: Databases = { pods: pods.objects, clusters: clusters.objects };
  const program = programOf(rig);
  const dialled = new WeakMap<Socket, string>();
  const manager = createHttp((request, response) => {
    const pod = podAt(databases, dialled.get(request.socket) ?? '');
    const isStatus = request.url?.startsWith('/pg/status') === true;
    log(`${request.method ?? ''} ${request.url ?? ''} ${pod?.metadata.name ?? 'of no pod'}`);
    response.writeHead(pod === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(pod && isStatus ? { ...statusOf(databases, pod), ...program } : {}),
    );
  });
  // The operator dials an address without a server name, so the certificate follows from the address.
  const open = new Set<Socket>();
  const door = createServer({ pauseOnConnect: true }, (socket) => {
    open.add(socket.on('error', log).on('close', () => open.delete(socket)));
    const address = socket.localAddress ?? '';
    identityOf(api, podAt(databases, address)).then(
      (secureContext) => {
        const secured = new TLSSocket(socket, { isServer: true, secureContext });
        dialled.set(secured, address);
        manager.emit('connection', secured.on('error', log));
      },
      (problem: unknown) => {
        log(problem);
        socket.destroy();
      },
    );
  });
  const listening = await listen(door, { host: '0.0.0.0', port: 8000 });
  const hangUp = (): Promise<void> => {
    for (const socket of open) socket.destroy();
    return Promise.resolve();
  };
  return together([pods, clusters, listening, { stop: hangUp }]);
}

const selector = encodeURIComponent('cnpg.io/podRole=instance');

const podAt = ({ pods }: Databases, address: string): Pod | undefined =>
  [...pods.values()].find(({ status }) => status.podIP === address);

const clusterNameOf = ({ metadata }: Pod): string => metadata.labels?.['cnpg.io/cluster'] ?? '';

/** The certificate that the operator has made for a cluster. */
async function identityOf(api: Api, pod: Pod | undefined): Promise<SecureContext> {
  if (pod === undefined) throw new Error('no instance has this address');
  const name = `${clusterNameOf(pod)}-server`;
  const path = `/api/v1/namespaces/${pod.metadata.namespace ?? ''}/secrets/${name}`;
  const secret = await api.get<LiveObject & { data: Readonly<Record<string, string>> }>(path);
  const read = (key: string): Buffer => Buffer.from(secret?.data[key] ?? '', 'base64');
  return createSecureContext({ cert: read('tls.crt'), key: read('tls.key') });
}

/** The program that the operator expects in the pods; another one it would replace. */
const programOf = (rig: Rig) => ({
  executableHash: createHash('sha256')
    .update(readFileSync(join(rig.programs, 'cloudnative-pg')))
    .digest('hex'),
  instanceManagerVersion: definitions['cloudnative-pg'].version.slice(1),
  instanceArch: process.arch === 'x64' ? 'amd64' : process.arch,
});

const position = '0/3000000';

/** The database that the operator sees: every replica streams, as long as there is a primary. */
function statusOf({ pods, clusters }: Databases, pod: Pod) {
  const { name, namespace = '', uid } = pod.metadata;
  const { status } = clusters.get(`${namespace}/${clusterNameOf(pod)}`) ?? {};
  const isPrimary = (status?.targetPrimary ?? `${clusterNameOf(pod)}-1`) === name;
  const source = pods.get(`${namespace}/${status?.currentPrimary ?? ''}`);
  const hasSource = source !== undefined && source.metadata.deletionTimestamp === undefined;
  const replicas = [...pods.values()].filter(
    (each) =>
      each.metadata.namespace === namespace &&
      clusterNameOf(each) === clusterNameOf(pod) &&
      each.metadata.name !== name,
  );
  return {
    systemID: '7000000000000000001',
    isPrimary,
    ...(isPrimary
      ? { currentLsn: position, replicationInfo: replicas.map(replication) }
      : // With a receiver that still works the operator would wait, and never fail over.
        { isWalReceiverActive: hasSource }),
    receivedLsn: position,
    replayLsn: position,
    isArchivingWAL: false,
    timeLineID: 1,
    currentWAL: '000000010000000000000003',
    sessionID: uid,
    node: pod.spec.nodeName,
  };
}

const replication = ({ metadata }: Pod) => ({
  applicationName: metadata.name,
  state: 'streaming',
  sentLsn: position,
  writeLsn: position,
  flushLsn: position,
  replayLsn: position,
  syncState: 'async',
  syncPriority: '0',
});

/** An instance that is to be the primary becomes it as soon as it runs. */
async function promote(
  api: Api,
  { metadata, status }: Cluster,
  pods: ReadonlyMap<string, Pod>,
): Promise<number | void> {
  const { namespace = '', name } = metadata;
  const target = status?.targetPrimary;
  if (target === undefined || target === 'pending' || target === status?.currentPrimary) return;
  if (pods.get(`${namespace}/${target}`)?.status.phase !== 'Running') return 500;
  await api.merge(`/apis/postgresql.cnpg.io/v1/namespaces/${namespace}/clusters/${name}/status`, {
    status: {
      currentPrimary: target,
      currentPrimaryTimestamp: new Date().toISOString().replace('Z', '000Z'),
    },
  });
}
