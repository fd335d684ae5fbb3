import { join } from 'node:path';
import { tryKubectl } from './kubectl.ts';
import { startProgram, until, type Program } from './programs.ts';
import { addresses, endpoint, kubeconfigOf, logOf, pki, type Rig } from './rig.ts';

/** Starts etcd, the API server, the controller manager and the scheduler, and waits until the API server is ready. */
export async function startCluster(rig: Rig): Promise<readonly Program[]> {
  const etcd = startProgram(rig, 'etcd', ['etcd', ...etcdFlags(rig)]);
  const apiServer = startProgram(rig, 'apiserver', [
    'hyperkube',
    'kube-apiserver',
    ...apiServerFlags(rig),
  ]);
  await until(`the API server is ready (${logOf(rig, 'apiserver')})`, async () =>
    (await tryKubectl(rig, ['get', '--raw=/readyz'])).code === 0 ? true : undefined,
  );
  const controllerManager = startProgram(rig, 'controller-manager', [
    'hyperkube',
    'kube-controller-manager',
    ...controllerManagerFlags(rig),
  ]);
  const scheduler = startProgram(rig, 'scheduler', [
    'hyperkube',
    'kube-scheduler',
    `--kubeconfig=${kubeconfigOf(rig, 'scheduler')}`,
    ...listens(addresses.scheduler),
    '--leader-elect=false',
  ]);
  return [scheduler, controllerManager, apiServer, etcd];
}

const etcdFlags = (rig: Rig): readonly string[] => {
  const clients = `http://${endpoint(addresses.etcd)}`;
  const peers = `http://${endpoint(addresses.etcdPeers)}`;
  return [
    `--data-dir=${join(rig.folder, 'etcd')}`,
    `--listen-client-urls=${clients}`,
    `--advertise-client-urls=${clients}`,
    `--listen-peer-urls=${peers}`,
    `--initial-advertise-peer-urls=${peers}`,
    `--initial-cluster=default=${peers}`,
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
};

const apiServerFlags = (rig: Rig): readonly string[] => [
  `--etcd-servers=http://${endpoint(addresses.etcd)}`,
  '--bind-address=0.0.0.0',
  '--advertise-address=10.99.0.1',
  `--secure-port=${String(addresses.apiServer.port)}`,
  `--tls-cert-file=${pki(rig, 'apiserver.crt')}`,
  `--tls-private-key-file=${pki(rig, 'apiserver.key')}`,
  `--client-ca-file=${pki(rig, 'ca.crt')}`,
  '--service-account-issuer=https://kubernetes.default.svc',
  `--service-account-signing-key-file=${pki(rig, 'sa.key')}`,
  `--service-account-key-file=${pki(rig, 'sa.pub')}`,
  `--requestheader-client-ca-file=${pki(rig, 'front-proxy-ca.crt')}`,
  '--requestheader-allowed-names=front-proxy-client',
  '--requestheader-username-headers=X-Remote-User',
  '--requestheader-group-headers=X-Remote-Group',
  '--requestheader-extra-headers-prefix=X-Remote-Extra-',
  `--proxy-client-cert-file=${pki(rig, 'front-proxy-client.crt')}`,
  `--proxy-client-key-file=${pki(rig, 'front-proxy-client.key')}`,
  '--kubelet-preferred-address-types=InternalIP',
  `--kubelet-client-certificate=${pki(rig, 'admin.crt')}`,
  `--kubelet-client-key=${pki(rig, 'admin.key')}`,
  '--authorization-mode=RBAC',
  '--service-cluster-ip-range=10.96.0.0/16',
  '--allow-privileged=true',
  // Nobody plays kube-proxy: extension API servers are reached at their endpoints.
  '--enable-aggregator-routing=true',
];

const controllerManagerFlags = (rig: Rig): readonly string[] => [
  `--kubeconfig=${kubeconfigOf(rig, 'controller-manager')}`,
  ...listens(addresses.controllerManager),
  '--leader-elect=false',
  '--use-service-account-credentials=true',
  `--service-account-private-key-file=${pki(rig, 'sa.key')}`,
  `--root-ca-file=${pki(rig, 'ca.crt')}`,
  `--cluster-signing-cert-file=${pki(rig, 'ca.crt')}`,
  `--cluster-signing-key-file=${pki(rig, 'ca.key')}`,
  '--horizontal-pod-autoscaler-sync-period=3s',
  // What belongs to a cloud has nobody to talk to.
  `--controllers=${['*', ...cloudControllers.map((name) => `-${name}`)].join(',')}`,
];

const cloudControllers = [
  'node-ipam-controller',
  'cloud-node-lifecycle-controller',
  'service-lb-controller',
  'node-route-controller',
];

const listens = ({ host, port }: { readonly host: string; readonly port: number }): string[] => [
  `--bind-address=${host}`,
  `--secure-port=${String(port)}`,
];
