import { join } from 'node:path';

/** A running cluster without a container runtime: where its state, its programs and its definitions are. */
export interface Rig {
  /** Certificates, logs, repositories and databases; it goes away with the rig. */
  readonly folder: string;
  /** The programs that were built from Go modules. */
  readonly programs: string;
  /** Custom resource definitions as their projects publish them, a folder for each controller. */
  readonly definitions: string;
}

/** Where each part listens. Everything is in a private network, so the ports are nobody else's. */
export const addresses = {
  apiServer: { host: '127.0.0.1', port: 16443 },
  etcd: { host: '127.0.0.1', port: 12379 },
  etcdPeers: { host: '127.0.0.1', port: 12380 },
  controllerManager: { host: '127.0.0.1', port: 20257 },
  scheduler: { host: '127.0.0.1', port: 20259 },
  redis: { host: '127.0.0.1', port: 16379 },
  argoRepoServer: { host: '127.0.0.1', port: 18081 },
  argoRepoServerMetrics: { host: '127.0.0.1', port: 18084 },
  argoControllerMetrics: { host: '127.0.0.1', port: 18082 },
  argoServer: { host: '127.0.0.1', port: 18085 },
  argoServerMetrics: { host: '127.0.0.1', port: 18086 },
  sealedSecrets: { host: '10.99.0.2', port: 18080 },
  sealedSecretsMetrics: { host: '10.99.0.2', port: 18083 },
  prometheusOperator: { host: '127.0.0.1', port: 18120 },
  certManagerWebhook: { host: '127.0.0.1', port: 18130 },
  /** Fixed in it, as are 8080, 9443, 18000 to 18002, 19000 and 19001: it listens there at every address. */
  envoyGatewayHealth: { host: '127.0.0.1', port: 8081 },
  istioWebhook: { host: '127.0.0.1', port: 18140 },
  cloudNativePgMetrics: { host: '127.0.0.1', port: 18160 },
  cloudNativePgWebhook: { host: '10.99.0.2', port: 19443 },
  /** Answers as github.com. */
  gitServer: { host: '127.7.7.7', port: 443 },
  /** Answers as the load balancer in front of every host of a service. */
  loadBalancer: { host: '127.7.7.8', port: 443 },
  kubelets: [
    { host: '10.99.0.1', port: 10250 },
    { host: '10.99.0.2', port: 10250 },
  ],
  metricsServer: { host: '10.99.0.2', port: 4443 },
} as const;

/** Argo CD's own namespace. */
export const argoCdNamespace = 'argocd';

/** An address as `host:port`. */
export const endpoint = ({
  host,
  port,
}: {
  readonly host: string;
  readonly port: number;
}): string => `${host}:${String(port)}`;

/** A file of the certificates, such as `ca.crt` or `admin.key`. */
export const pki = (rig: Rig, name: string): string => join(rig.folder, 'pki', name);

/** The log of a program. */
export const logOf = (rig: Rig, program: string): string =>
  join(rig.folder, 'log', `${program}.log`);

/** The kubeconfig of a user: `admin`, `controller-manager`, `scheduler`. */
export const kubeconfigOf = (rig: Rig, user = 'admin'): string =>
  join(rig.folder, `${user}.kubeconfig`);

/** What a program needs in its environment to reach the cluster and the git server as `admin`. */
export const environmentOf = (rig: Rig): Readonly<Record<string, string>> => ({
  PATH: [join(rig.folder, 'path'), rig.programs, process.env['PATH'] ?? ''].join(':'),
  HOME: join(rig.folder, 'home'),
  KUBECONFIG: kubeconfigOf(rig),
  GIT_CONFIG_GLOBAL: join(rig.folder, 'gitconfig'),
  GIT_TERMINAL_PROMPT: '0',
  GIT_SSL_CAINFO: pki(rig, 'ca.crt'),
  SSL_CERT_FILE: pki(rig, 'ca.crt'),
  CURL_CA_BUNDLE: pki(rig, 'ca.crt'),
  NODE_EXTRA_CA_CERTS: pki(rig, 'ca.crt'),
  ARGOCD_OPTS: `--plaintext --server ${endpoint(addresses.argoServer)}`,
});
