import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyObjects, kubectl } from '../rig/kubectl.ts';
import { startProgram, type Program } from '../rig/programs.ts';
import { addresses, endpoint, pki, type Rig } from '../rig/rig.ts';
import { applyDefinitions, untilAnswers } from './controller.ts';
import { deploy, type Deployed } from './deployment.ts';
import { controllerFolder, inPrivateRoot } from './private-root.ts';

const namespace = 'kube-system';
const name = 'sealed-secrets-controller';

/** Starts the controller of sealed-secrets behind its Service, where kubeseal looks for it. */
export async function startSealedSecrets(rig: Rig): Promise<Program> {
  await applyDefinitions(rig, 'sealed-secrets');
  await deploy(rig, deployed);
  await applyObjects(rig, [...account, service]);
  const source = await serviceAccountFolder(rig);
  const program = startProgram(
    rig,
    'sealed-secrets',
    inPrivateRoot(
      rig,
      'sealed-secrets',
      { source, target: '/run/secrets/kubernetes.io/serviceaccount' },
      [
        join(rig.programs, 'sealed-secrets'),
        '--listen-addr',
        endpoint(addresses.sealedSecrets),
        '--listen-metrics-addr',
        endpoint(addresses.sealedSecretsMetrics),
      ],
    ),
    {
      KUBERNETES_SERVICE_HOST: addresses.apiServer.host,
      KUBERNETES_SERVICE_PORT: String(addresses.apiServer.port),
      POD_NAMESPACE: namespace,
    },
  );
  await untilAnswers(rig, program, `http://${endpoint(addresses.sealedSecrets)}/healthz`);
  return program;
}

/** What the kubelet would mount: it connects with nothing else. */
async function serviceAccountFolder(rig: Rig): Promise<string> {
  const folder = controllerFolder(rig, 'sealed-secrets');
  const token = await kubectl(rig, ['create', 'token', name, '-n', namespace, '--duration=24h']);
  writeFileSync(join(folder, 'token'), token.trim(), { mode: 0o600 });
  writeFileSync(join(folder, 'namespace'), namespace);
  copyFileSync(pki(rig, 'ca.crt'), join(folder, 'ca.crt'));
  return folder;
}

const account: readonly object[] = [
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  },
];

const labels = { 'app.kubernetes.io/name': 'sealed-secrets' };

/**
 * The API server proxies to pods only. This one has the address of its node,
 * which is the one that the program listens at.
 */
const deployed: Deployed = {
  namespace,
  name,
  labels,
  pod: {
    hostNetwork: true,
    nodeSelector: { 'kubernetes.io/hostname': 'node-1' },
  },
};

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace },
  spec: {
    selector: labels,
    ports: [{ name: 'http', port: 8080, targetPort: addresses.sealedSecrets.port }],
  },
};
