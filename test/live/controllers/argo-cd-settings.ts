import { run } from '../../judges/process.ts';
import { argoCdNamespace, type Rig } from '../rig/rig.ts';

/** The password of Argo CD's `admin`. */
export const argoCdPassword = 'live-password';

/** What Argo CD finds in its namespace after an installation: settings, its secret and the project of its own. */
export async function argoCdObjects(rig: Rig): Promise<readonly unknown[]> {
  return [
    configMap('argocd-cm', {
      'timeout.reconciliation': '5s',
      'timeout.reconciliation.jitter': '0s',
    }),
    configMap('argocd-rbac-cm'),
    configMap('argocd-cmd-params-cm'),
    configMap('argocd-ssh-known-hosts-cm', { ssh_known_hosts: '' }),
    configMap('argocd-tls-certs-cm'),
    configMap('argocd-gpg-keys-cm'),
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: metadataOf('argocd-secret'),
      type: 'Opaque',
      stringData: {
        'server.secretkey': 'live-live-live-live-live-live-00',
        'admin.password': await hashed(rig, argoCdPassword),
        'admin.passwordMtime': '2026-01-01T00:00:00Z',
      },
    },
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: 'default', namespace: argoCdNamespace },
      spec: {
        sourceRepos: ['*'],
        destinations: [{ server: '*', namespace: '*' }],
        clusterResourceWhitelist: [{ group: '*', kind: '*' }],
      },
    },
  ];
}

const configMap = (name: string, data?: Readonly<Record<string, string>>): unknown => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: metadataOf(name),
  ...(data === undefined ? {} : { data }),
});

const metadataOf = (name: string): unknown => ({
  name,
  namespace: argoCdNamespace,
  labels: { 'app.kubernetes.io/part-of': 'argocd' },
});

async function hashed(rig: Rig, password: string): Promise<string> {
  const command = [`${rig.programs}/argocd`, 'account', 'bcrypt', '--password', password];
  return (await run(command)).stdout.trim();
}
