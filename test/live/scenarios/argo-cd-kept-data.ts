import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ConfigInput } from '../../../src/index.ts';
import { compareAnew, waitForApplication } from '../controllers/application.ts';
import type { LiveObject } from '../rig/api.ts';
import type { Clone } from '../rig/clone.ts';
import { kubectl } from '../rig/kubectl.ts';
import { until } from '../rig/programs.ts';
import type { Rig } from '../rig/rig.ts';
import { follow } from '../rig/runbook.ts';
import type { Scenario } from '../scenario.ts';
import { release } from './argo-cd/release.ts';
import { applyApplication, makeService, regenerate, sealSecrets } from './argo-cd/service.ts';

const name = 'ledger';
const place = { name: 'dev', branch: 'main' };
const namespace = `${name}-${place.name}`;

const after: ConfigInput & { readonly repository: string } = {
  name,
  repository: `https://github.com/acme/${name}`,
  packaging: { kind: 'helm' },
  components: { server: { secretEnv: ['API_KEY'] } },
  environments: { dev: { branch: place.branch, deploy: 'on-push' } },
};

const before: typeof after = {
  ...after,
  dataStores: {
    database: {
      kind: 'postgres',
      storage: '1Gi',
      pooler: {},
    },
    cache: { kind: 'redis', persistence: { storage: '1Gi' } },
  },
};

/** What the two stores are made of, and what others make of that, as `kubectl` takes it. */
const kept = {
  database: [
    'cluster.postgresql.cnpg.io/database',
    'pooler.postgresql.cnpg.io/database-pooler',
    'networkpolicy.networking.k8s.io/database',
    'networkpolicy.networking.k8s.io/database-pooler',
    'sealedsecret.bitnami.com/database-credentials',
    'secret/database-credentials',
    'persistentvolumeclaim/database-1',
    'pod/database-1',
  ],
  cache: [
    'deployment.apps/cache',
    'service/cache',
    'serviceaccount/cache',
    'configmap/cache-config',
    'networkpolicy.networking.k8s.io/cache',
    'sealedsecret.bitnami.com/cache-auth',
    'secret/cache-auth',
    'persistentvolumeclaim/cache-data',
  ],
} as const;

const everything: readonly string[] = Object.values(kept).flat();

/** Two stores with data leave the config, stay as long as somebody wants, and go by the commands of their page. */
export const keptData: Scenario = {
  name: 'argo-cd: stores that leave the config',
  proves:
    'A database and a cache with a volume that leave the config stay, with credentials, pooler and network ' +
    'policies, whatever is compared and pruned, and the Application is Synced and Healthy; the commands of the ' +
    'runbook delete all of them.',
  fault: {
    breaks: 'objects that are kept without IgnoreExtraneous',
    says: /"sync": "OutOfSync",[^]*"different": \[\],/,
  },
  run: async (stage) => {
    const { rig } = stage;
    stage.watches(namespace);
    stage.reads('argocd-application-controller');
    const clone = await stage.step('makes the repository', () => makeService(stage, before));
    await stage.step('seals the secrets', () => sealSecrets(clone, place.name));
    const generated = await clone.push('feat: seal the secrets', place.branch);
    let restore = (): Promise<unknown> => Promise.resolve();
    await stage.plant(async () => {
      forget(clone, '    argocd.argoproj.io/compare-options: IgnoreExtraneous\n');
      await clone.push('fix: forget what is ignored', place.branch);
      restore = () => clone.run('git', 'checkout', generated, '--', ...manifests);
    });
    await stage.step('is Synced and Healthy with two stores', async () => {
      await release(clone, place, '1');
      await applyApplication(rig, clone, place.name);
    });
    const there = await uidsOf(rig);
    await stage.step('is it without them', async () => {
      cpSync(join(clone.folder, runbook), join(clone.folder, copied));
      await restore();
      await regenerate(clone, after);
      deleteSealed(clone);
      const commit = await clone.push('feat: work without stores', place.branch);
      await waitForApplication(rig, namespace, { commit, seconds: stage.proving ? 20 : 90 });
    });
    await stage.step('has everything of them', async () => requireSame(there, await uidsOf(rig)));
    await stage.step('keeps it when it is compared anew and pruned', async () => {
      await compareAnew(rig, namespace);
      await clone.run('argocd', 'app', 'sync', namespace, '--prune', '--timeout', '60');
      await waitForApplication(rig, namespace);
      requireSame(there, await uidsOf(rig));
    });
    await stage.step('lets it go by its page', async () => {
      await follow(clone, copied, {
        skip: [{ command: /^kubectl exec /, because: 'nothing runs in the pods here' }],
      });
      await until(
        'everything of the stores is gone',
        async () => ((await uidsOf(rig)).size === 0 ? true : undefined),
        { state: async () => [...(await uidsOf(rig)).keys()].join('\n') },
      );
      await waitForApplication(rig, namespace);
    });
  },
};

const runbook = 'docs/runbooks/remove-a-store.md';
const copied = '.git/remove-a-store.md';
const secrets = 'k8s/overlays/dev/secrets';
const manifests = ['chart/templates', secrets];

/** Takes a line out of every manifest. */
function forget({ folder }: Clone, line: string): void {
  const files = manifests.flatMap((path) =>
    readdirSync(join(folder, path), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => join(folder, path, file)),
  );
  for (const file of files) writeFileSync(file, readFileSync(file, 'utf8').replaceAll(line, ''));
}

/** Deletes the sealed secrets that the runbook names, and their lines in the list beside them. */
function deleteSealed({ folder }: Clone): void {
  const page = readFileSync(join(folder, copied), 'utf8');
  const list = join(folder, secrets, 'kustomization.yaml');
  for (const [, path = ''] of page.matchAll(/`([^ `]+\/sealed-[^ `]+)`/g)) {
    rmSync(join(folder, path));
    const lines = readFileSync(list, 'utf8').split('\n');
    writeFileSync(list, lines.filter((line) => line !== `  - ${basename(path)}`).join('\n'));
  }
}

/** What is there of the stores, and which object it is. */
async function uidsOf(rig: Rig): Promise<ReadonlyMap<string, string>> {
  const options = [`--namespace=${namespace}`, '--ignore-not-found', '--output=json'];
  const text = await kubectl(rig, ['get', ...options, ...everything]);
  const { items = [] } = (text === '' ? {} : JSON.parse(text)) as { items?: readonly LiveObject[] };
  return new Map(
    items.map(({ kind = '', metadata: { name, uid = '' } }) => [`${kind}/${name}`, uid]),
  );
}

function requireSame(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): void {
  if (before.size !== everything.length)
    throw new Error(`the stores had ${[...before.keys()].join(', ')} only`);
  const lost = [...before].filter(([name, uid]) => now.get(name) !== uid).map(([name]) => name);
  if (lost.length > 0) throw new Error(`not kept: ${lost.join(', ')}`);
}
