import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refresh, stateOf, statusOf, waitForApplication } from '../../controllers/application.ts';
import type { LiveObject } from '../../rig/api.ts';
import { applyObjects, kubectl } from '../../rig/kubectl.ts';
import { until } from '../../rig/programs.ts';
import { assertDecrypted } from '../argo-cd/objects.ts';
import { readyPodsOf } from '../argo-cd/pods.ts';
import { applyApplication, type SecretValues } from '../argo-cd/service.ts';
import { must } from './effect.ts';
import { applied } from './pulled.ts';
import { environment, requireSame, uidsOf, untilNewPodWaits, type Service } from './service.ts';
import type { Sealed, Story } from './story.ts';

const application = 'sealing-dev';
/** Where it lives at first, and where it moves to. */
const namespaces = { first: 'sealing-dev', next: 'sealing-next' } as const;

const inFirst = { namespace: namespaces.first, name: 'sealing' };
const secretsFolder = 'k8s/overlays/dev/secrets';
const program = 'node_modules/create-gitops-service/dist/gitops-service.js';

const inNamespace = (namespace: string): string => `--namespace=${namespace}`;

/** What the controller says of a SealedSecret: nothing while it has not looked. */
async function complaintOf(
  { api }: Service,
  namespace: string,
  name: string,
): Promise<string | undefined> {
  const sealed = await api.get<SealedSecret>(
    `/apis/bitnami.com/v1alpha1/namespaces/${namespace}/sealedsecrets/${name}`,
  );
  return sealed?.status?.conditions?.find(
    ({ type, status }) => type === 'Synced' && status === 'False',
  )?.message;
}

interface SealedSecret extends LiveObject {
  readonly status?: {
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly message?: string;
    }[];
  };
}

const untilRefused = (
  service: Service,
  namespace: string,
  { name, words }: { readonly name: string; readonly words: RegExp },
): Promise<string> =>
  until(`the controller says of ${name}: ${String(words)}`, async () => {
    const complaint = await complaintOf(service, namespace, name);
    return complaint !== undefined && words.test(complaint) ? complaint : undefined;
  });

/** Writes the plain file of a secret, as a person does. */
function writePlain({ clone }: Service, name: string, stringData: SecretValues[string] = {}): void {
  const type = '.dockerconfigjson' in stringData ? 'kubernetes.io/dockerconfigjson' : 'Opaque';
  writeFileSync(
    join(clone.folder, secretsFolder, `${name}.secret.yaml`),
    JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, type, stringData }),
  );
}

/** Seals all values anew, each in its secret, and requires that nothing else is to be sealed. */
async function sealAnew(service: Sealed, values: SecretValues): Promise<void> {
  for (const [name, data] of Object.entries(values)) writePlain(service, name, data);
  await service.clone.gitops('seal', 'dev', '--all', '--remove');
  await service.clone.gitops('secrets', 'status', 'dev');
  service.values = values;
}

const namespaceWide = { kind: 'sealed-secrets', scope: 'namespace-wide' } as const;

/** A service whose secrets change their scope, name, way and place. */
export const sealing: Story = {
  first: {
    name: 'sealing',
    repository: 'https://github.com/acme/sealing',
    components: { server: { secretEnv: ['API_KEY', 'TOKEN'] } },
    environments: { dev: { branch: 'main', deploy: 'on-push' } },
  },
  namespaces: Object.values(namespaces),
  effects: [
    {
      ids: ['sealing-scope-changed'],
      name: 'values of the old scope open as before, and are sealed anew all at once only',
      play: async (service) => {
        const { rig, clone, values } = service;
        await service.change((config) => ({
          ...config,
          secrets: namespaceWide,
        }));
        const commit = await clone.push('feat: seal for the namespace', 'main');
        await waitForApplication(rig, application, { commit });
        const before = await uidsOf(rig, namespaces.first, ['secret/sealing-secrets']);
        await kubectl(rig, ['delete', 'secret', 'sealing-secrets', inNamespace(namespaces.first)]);
        await until('the Secret is opened again', async () => {
          const [now] = (await uidsOf(rig, namespaces.first, ['secret/sealing-secrets'])).values();
          return now === undefined || now === [...before.values()][0] ? undefined : now;
        });
        await assertDecrypted(rig, namespaces.first, values);

        writePlain(service, 'sealing-secrets', { API_KEY: 'another' });
        const { code, stderr } = await clone.tryRun(process.execPath, program, 'seal', 'dev');
        must(code === 3 && /TOKEN/.test(stderr), `one value alone was sealed: ${stderr}`);
        const status = await clone.tryRun(process.execPath, program, 'secrets', 'status', 'dev');
        must(
          status.code === 1 && /sealing-secrets: API_KEY, TOKEN/.test(status.stdout),
          `the status does not name the values: ${status.stdout}${status.stderr}`,
        );
        await sealAnew(service, {
          ...values,
          'sealing-secrets': { API_KEY: 'another', TOKEN: 'another' },
        });
        const sealed = await clone.push('feat: seal all of it', 'main');
        await waitForApplication(rig, application, { commit: sealed });
        await assertDecrypted(rig, namespaces.first, service.values);
      },
    },
    {
      ids: ['secret-renamed'],
      name: 'a new pod waits for a secret of another name until it is sealed, and the old one serves',
      play: async (service) => {
        const { rig, clone } = service;
        const before = await readyPodsOf(rig, inFirst);
        await service.change((config) => ({
          ...config,
          components: {
            server: {
              secretEnv: {
                API_KEY: { secret: 'renamed', key: 'API_KEY' },
                TOKEN: { secret: 'renamed', key: 'TOKEN' },
              },
            },
          },
        }));
        await clone.push('feat: rename the secret', 'main');
        await refresh(rig, application);
        await untilNewPodWaits(service, inFirst, before, /secret "renamed" not found/);
        const { 'sealing-secrets': values = {}, ...others } = service.values;
        await sealAnew(service, { ...others, renamed: values });
        const sealed = await clone.push('feat: seal it', 'main');
        await waitForApplication(rig, application, { commit: sealed });
        await clone.run('git', 'rm', '--quiet', `${secretsFolder}/sealed-sealing-secrets.yaml`);
        const list = `${secretsFolder}/kustomization.yaml`;
        await clone.run('sed', '--in-place', '/sealed-sealing-secrets/d', list);
        const commit = await clone.push('feat: delete the old one', 'main');
        await waitForApplication(rig, application, { commit });
      },
    },
    {
      ids: ['secret-backend-changed/manual'],
      name: 'a Secret is deleted with its SealedSecret unless its owner was taken off',
      play: async (service) => {
        const { rig, clone } = service;
        const [kept, gone] = ['secret/registry-credentials', 'secret/renamed'] as const;
        const owner = [{ op: 'remove', path: '/metadata/ownerReferences' }];
        const patch = ['--type=json', `--patch=${JSON.stringify(owner)}`];
        await kubectl(rig, ['patch', kept, inNamespace(namespaces.first), ...patch]);
        const serving = await readyPodsOf(rig, inFirst);
        const before = await uidsOf(rig, namespaces.first, [kept]);
        await service.change((config) => ({ ...config, secrets: { kind: 'manual' } }));
        const manual = await clone.push('feat: make the secrets by hand', 'main');
        await waitForApplication(rig, application, { commit: manual });
        await until('the Secret is deleted with its SealedSecret', async () =>
          (await uidsOf(rig, namespaces.first, [gone])).size === 0 ? true : undefined,
        );
        requireSame(before, await uidsOf(rig, namespaces.first, [kept]));
        const ready = await readyPodsOf(rig, inFirst);
        must(
          serving.every((name) => ready.includes(name)),
          'a pod that ran has ended',
        );
        await kubectl(rig, [
          'delete',
          'pods',
          '--all',
          '--wait=false',
          inNamespace(namespaces.first),
        ]);
        await untilNewPodWaits(service, inFirst, [], /secret "renamed" not found/);
      },
    },
    {
      ids: ['secret-backend-changed/sealed-secrets'],
      name: 'a Secret that was made by hand is not replaced until it says so and is sealed anew',
      play: async (service) => {
        const { rig, clone } = service;
        const data = { API_KEY: 'by hand', TOKEN: 'by hand' };
        const metadata = { name: 'renamed', namespace: namespaces.first };
        await applyObjects(rig, [{ apiVersion: 'v1', kind: 'Secret', metadata, stringData: data }]);
        await waitForApplication(rig, application);
        await service.change((config) => ({ ...config, secrets: namespaceWide }));
        await clone.push('feat: seal the secrets', 'main');
        const marked = 'sealedsecrets.bitnami.com/managed=true';
        const annotate = (name: string): Promise<string> =>
          kubectl(rig, ['annotate', 'secret', name, inNamespace(namespaces.first), marked]);
        await annotate('registry-credentials');
        await refresh(rig, application);
        await untilRefused(service, namespaces.first, {
          name: 'renamed',
          words: /already exists and is not managed by SealedSecret/,
        });
        await assertDecrypted(rig, namespaces.first, { renamed: data });
        const { operation, health } = (await statusOf(rig, application)) ?? {};
        must(
          operation === 'Running' || health !== 'Healthy',
          `the sync does not wait: ${await stateOf(rig, application)}`,
        );
        await annotate('renamed');
        // The controller has given up: only another sealed value lets it look again.
        await sealAnew(service, service.values);
        const commit = await clone.push('feat: seal anew', 'main');
        await waitForApplication(rig, application, { commit });
        await assertDecrypted(rig, namespaces.first, service.values);
      },
    },
    {
      ids: ['namespace-changed'],
      name: 'in another namespace nothing starts until the secrets are sealed for it, and the old one runs on',
      play: async (service) => {
        const { rig, clone } = service;
        const living = [
          'deployment/sealing',
          'service/sealing',
          'sealedsecret/renamed',
          'secret/renamed',
        ];
        const before = await uidsOf(rig, namespaces.first, living);
        const serving = await readyPodsOf(rig, inFirst);
        await service.change(environment({ namespace: namespaces.next }));
        await clone.push('feat: move to another namespace', 'main');
        await applied(service, 'project.yaml', 'applications/dev.yaml');
        await untilRefused(service, namespaces.next, {
          name: 'renamed',
          words: /no key could decrypt secret/,
        });
        const started = await readyPodsOf(rig, { ...inFirst, namespace: namespaces.next });
        must(started.length === 0, `pods that started: ${started.join(', ')}`);
        await sealAnew(service, service.values);
        const commit = await clone.push('feat: seal for the other namespace', 'main');
        await applyApplication(rig, clone, 'dev', { commit });
        await assertDecrypted(rig, namespaces.next, service.values);
        requireSame(before, await uidsOf(rig, namespaces.first, living));
        const now = await readyPodsOf(rig, inFirst);
        must(
          serving.every((name) => now.includes(name)),
          'a pod of the old namespace has ended',
        );
      },
    },
  ],
};
