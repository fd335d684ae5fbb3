import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { staysSynced, waitForApplication } from '../../controllers/application.ts';
import type { Clone } from '../../rig/clone.ts';
import { kubectl } from '../../rig/kubectl.ts';
import { argoCdNamespace } from '../../rig/rig.ts';
import { follow, type Reading } from '../../rig/runbook.ts';
import type { Stage } from '../../scenario.ts';
import { untilRuns } from './pods.ts';
import { assertDecrypted } from './objects.ts';
import { customize, imageOf, newestOf, type Deployed, type SecretValues } from './service.ts';

/** What is followed: a service whose environment dev runs an image of its only component. */
export interface Followed {
  readonly clone: Clone;
  readonly deployed: Deployed;
  readonly component: { readonly key: string; readonly name: string };
  readonly image: string;
  readonly sealed: SecretValues;
}

const inProd = {
  command: /-prod\b/,
  because: 'only dev is deployed: the backups of prod need a plugin that does not run here',
};
const noContainer = 'no container runs, so nothing in it can be asked';
const secret = 'redis-auth';

/** What the pages say that dev has instead of the names of prod in their commands. */
const asDev = {
  application: { 'hack-for-facts-eb-server-prod': 'hack-for-facts-eb-server-dev' },
  namespace: { 'hack-for-facts-prod': 'hack-for-facts-dev' },
  branch: { 'git switch main': 'git switch dev' },
} as const;

/** Follows the runbooks of an example in dev, from a deployment to the way back. */
export async function followRunbooks(stage: Stage, followed: Followed): Promise<void> {
  const { rig } = stage;
  const { clone, deployed, component, image, sealed } = followed;
  const { application, namespace } = deployed;
  const next = imageOf('1.1.0', '2');
  const shell = join(rig.folder, `${application}.sh`);
  writeFileSync(shell, readersShell(`${component.key}=${next}`));
  const reads = async (page: string, reading: Reading = {}): Promise<void> => {
    const env = { BASH_ENV: shell };
    await stage.step(`follows ${page}${String(reading.under ?? '')}`, () =>
      follow(clone, `docs/runbooks/${page}`, { ...reading, env }).then(() => undefined),
    );
  };
  const settles = async (runs: string): Promise<void> => {
    const commit = await newestOf(clone, deployed.branch);
    await waitForApplication(rig, application, { commit });
    await untilRuns(rig, { namespace, name: component.name }, runs);
  };

  const merges = 'gh pr merge --merge';
  await stage.step('deploys by a pull request, as deploy.md says', () =>
    clone.run('env', `BASH_ENV=${shell}`, 'bash', '-c', merges).then(() => undefined),
  );
  await reads('deploy.md', {
    under: /> Watch/,
    instead: { ...asDev.application, ...asDev.namespace },
    skip: [{ command: /^curl/, because: noContainer }],
  });
  await stage.step('runs what was deployed', () => settles(next));
  await reads('incident.md', {
    under: /^Incident$/,
    skip: [
      inProd,
      { command: /port-forward/, because: noContainer },
      { command: /^curl/, because: noContainer },
    ],
  });
  await reads('database-maintenance.md', {
    under: /in dev$/,
    skip: [{ command: /^kubectl exec/, because: noContainer }],
  });
  await reads('secret-rotation.md', {
    under: /^Rotate a secret$/,
    values: { '<environment>': 'dev', '<secret>': secret },
    skip: [{ command: /^kubectl/, because: 'the new value has to arrive first' }],
  });
  await stage.step('has another secret', async () => {
    await clone.push('security: rotate a secret', deployed.branch);
    await settles(next);
    const isOld = await assertDecrypted(rig, namespace, { [secret]: sealed[secret] ?? {} }).then(
      () => true,
      () => false,
    );
    if (isOld) throw new Error(`${secret} has the value from before`);
    await staysSynced(rig, application);
  });
  await reads('secret-rotation.md', {
    under: /^Rotate a secret$/,
    instead: asDev.namespace,
    skip: [{ command: /^npx/, because: 'it is sealed' }],
  });
  await reads('rollback.md', {
    under: /> 1\./,
    instead: {
      ...asDev.application,
      ...asDev.namespace,
      ...asDev.branch,
      'rollback prod': 'rollback dev',
    },
  });
  await stage.step('runs what was deployed before', () => settles(image));
  const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', name: component.name };
  customize(clone, 'dev', [{ ...deployment, spec: { minReadySeconds: 1 } }]);
  const change = await clone.push('feat: wait for a second', deployed.branch);
  await stage.step('reverts a commit, as rollback.md says', async () => {
    await clone.run('git', 'revert', '--no-edit', change);
    await clone.run('git', 'push', 'origin', `HEAD:${deployed.branch}`);
  });
  await stage.step('has the manifests from before', () => settles(image));
  const [, second = ''] = await historyOf(stage, application);
  await reads('rollback.md', {
    under: /> 3\./,
    instead: {
      ...asDev.application,
      ...asDev.branch,
      'applications/prod.yaml': 'applications/dev.yaml',
    },
    values: { '<id>': second },
  });
  await stage.step('is as git says again', async () => {
    await settles(image);
    await staysSynced(rig, application);
  });
}

/** The ids of the deployments that Argo CD remembers, oldest first. */
async function historyOf({ rig }: Stage, application: string): Promise<readonly string[]> {
  const path = 'jsonpath={.status.history[*].id}';
  const get = ['get', 'application', application, '-n', argoCdNamespace, '-o', path];
  return (await kubectl(rig, get)).split(' ');
}

/**
 * What a reader's shell has: the tool of the repository, and GitHub, as far as it matters here. A pull
 * request is merged by a push, and the workflow that starts with it releases an image.
 */
const readersShell = (release: string): string => `
npx() {
  shift
  node "$(git rev-parse --show-toplevel)/node_modules/create-gitops-service/dist/gitops-service.js" "$@"
}
gh() {
  case "$1 $2" in
    'pr merge')
      git push --quiet origin HEAD:dev && git switch --quiet dev && git pull --quiet --ff-only &&
        npx gitops-service set-image dev '${release}' --push
      ;;
  esac
}
`;
