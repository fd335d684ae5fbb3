import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tool } from '../../judges/install.ts';
import { run } from '../../judges/process.ts';
import { argoCdObjects, argoCdPassword } from './argo-cd-settings.ts';
import { applyDefinitions, applyNamespace } from './controller.ts';
import { applyObjects } from '../rig/kubectl.ts';
import { startProgram, until, type Program } from '../rig/programs.ts';
import {
  addresses,
  argoCdNamespace,
  endpoint,
  environmentOf,
  kubeconfigOf,
  pki,
  type Rig,
} from '../rig/rig.ts';

/** Starts Argo CD's repo server, application controller and API server, and logs its CLI in. */
export async function startArgoCd(rig: Rig): Promise<Program> {
  await applyDefinitions(rig, 'argo-cd');
  await applyNamespace(rig, argoCdNamespace);
  await applyObjects(rig, await argoCdObjects(rig));
  const env = layOut(rig);
  const redis = startProgram(rig, 'redis', ['redis', endpoint(addresses.redis)]);
  const repoServer = start(rig, env, 'repo-server', repoServerFlags);
  const controller = start(
    rig,
    {
      ...env,
      HOSTNAME: 'argocd-application-controller-0',
      // Between two waves it sleeps for twice as long otherwise; it waits for the health of each in any case.
      ARGOCD_SYNC_WAVE_DELAY: '1',
    },
    'application-controller',
    controllerFlags,
  );
  const server = start(rig, env, 'server', serverFlags);
  await until('Argo CD answers', () => logIn(rig));
  return {
    name: controller.name,
    stop: async (signal) => {
      const parts = [server, controller, repoServer, redis];
      await Promise.all(parts.map((part) => part.stop(signal)));
    },
  };
}

/** Logs the CLI in, for every scenario: its settings are in the home of the rig. */
async function logIn(rig: Rig): Promise<true | undefined> {
  const server = endpoint(addresses.argoServer);
  const { code } = await run(
    [
      join(rig.programs, 'argocd'),
      'login',
      server,
      '--plaintext',
      '--username=admin',
      `--password=${argoCdPassword}`,
    ],
    { env: { ...environmentOf(rig), ARGOCD_OPTS: '' } },
  );
  return code === 0 ? true : undefined;
}

const start = (
  rig: Rig,
  env: Readonly<Record<string, string>>,
  part: string,
  flags: readonly string[],
): Program =>
  startProgram(rig, `argocd-${part}`, ['argocd', ...flags], {
    ...env,
    ARGOCD_BINARY_NAME: `argocd-${part}`,
  });

const logging = ['--loglevel=info', '--logformat=text'];
const toRedis = [`--redis=${endpoint(addresses.redis)}`];
const toRepoServer = [
  `--repo-server=${endpoint(addresses.argoRepoServer)}`,
  '--repo-server-plaintext',
];

const listens = (
  { host, port }: { readonly host: string; readonly port: number },
  metrics: { readonly host: string; readonly port: number },
): readonly string[] => [
  `--address=${host}`,
  `--port=${String(port)}`,
  `--metrics-address=${metrics.host}`,
  `--metrics-port=${String(metrics.port)}`,
];

const repoServerFlags = [
  ...logging,
  ...toRedis,
  ...listens(addresses.argoRepoServer, addresses.argoRepoServerMetrics),
  '--disable-tls',
  '--revision-cache-expiration=2s',
];

const controllerFlags = [
  ...logging,
  ...toRedis,
  ...toRepoServer,
  `--metrics-port=${String(addresses.argoControllerMetrics.port)}`,
  '--app-resync=5',
  '--app-resync-jitter=0',
  // For failures that say what is not healthy; without it, only the API server of Argo CD knows.
  '--persist-resource-health',
  '--self-heal-timeout-seconds=2',
  '--status-processors=6',
  '--operation-processors=6',
];

const serverFlags = [
  ...logging,
  ...toRedis,
  ...toRepoServer,
  ...listens(addresses.argoServer, addresses.argoServerMetrics),
  '--insecure',
  '--staticassets=/nonexistent',
  '--dex-server=127.0.0.1:1',
];

/** Folders where Argo CD looks for certificates, keys and programs, instead of below its image's home. */
function layOut(rig: Rig): Readonly<Record<string, string>> {
  const folder = join(rig.folder, 'argo-cd');
  for (const name of ['tls', 'ssh', 'gpg', 'plugins', 'app', 'home'])
    mkdirSync(join(folder, name), { recursive: true });
  copyFileSync(pki(rig, 'ca.crt'), join(folder, 'tls', 'github.com'));
  writeFileSync(join(folder, 'ssh', 'ssh_known_hosts'), '');
  // The repo server starts these by name.
  for (const [name, words] of [
    ['kustomize', tool('kustomize')],
    ['helm', tool('helm-4')],
  ] as const)
    writeProgram(rig, name, `exec ${words.join(' ')} "$@"`);
  writeProgram(rig, 'git-verify-wrapper.sh', 'exit 0');
  return {
    HOME: join(folder, 'home'),
    KUBECONFIG: kubeconfigOf(rig, argoCdNamespace),
    ARGOCD_FAKE_IN_CLUSTER: 'true',
    ARGOCD_TLS_DATA_PATH: join(folder, 'tls'),
    ARGOCD_SSH_DATA_PATH: join(folder, 'ssh'),
    ARGOCD_GNUPGHOME: join(folder, 'gpg'),
    ARGOCD_GPG_ENABLED: 'false',
    ARGOCD_PLUGINSOCKFILEPATH: join(folder, 'plugins'),
    ARGOCD_APP_CONF_PATH: join(folder, 'app'),
  };
}

function writeProgram(rig: Rig, name: string, command: string): void {
  const path = join(rig.folder, 'path', name);
  writeFileSync(path, `#!/bin/sh\n${command}\n`);
  chmodSync(path, 0o755);
}
