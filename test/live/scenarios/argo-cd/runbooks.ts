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

const notInDev = {
  command: /-prod\b|\bmain\b/,
  because: 'only dev is deployed: the backups of prod need a plugin that does not run here',
};
const secret = 'redis-auth';
const noContainer = 'no container runs, so nothing in it can be asked';

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

  await reads('deploy.md', { values: { '<what>': 'faster' } });
  await stage.step('runs what was deployed', () => settles(next));
  await reads('incident.md', {
    under: /> (dev:|Secret that|Argo CD itself)/,
    skip: [
      { command: /port-forward/, because: noContainer },
      { command: /^curl/, because: noContainer },
    ],
  });
  await reads('database-maintenance.md', {
    under: /in dev$/,
    skip: [{ command: /^kubectl exec/, because: noContainer }],
  });
  await reads('secret-rotation.md', {
    under: /> dev$/,
    values: { '<secret>': secret, '<context-of-dev>': 'dev' },
  });
  await stage.step('has another secret', async () => {
    await settles(next);
    const isOld = await assertDecrypted(rig, namespace, { [secret]: sealed[secret] ?? {} }).then(
      () => true,
      () => false,
    );
    if (isOld) throw new Error(`${secret} has the value from before`);
    await staysSynced(rig, application);
  });
  await reads('rollback.md', {
    under: /dev: .*> 1\./,
    skip: [
      {
        command: /--pull-request|^gh pr/,
        because: 'it is the other way, for a branch that accepts only pull requests',
      },
    ],
  });
  await reads('rollback.md', { under: /dev: .*> Watch/ });
  await stage.step('runs what was deployed before', () => settles(image));
  const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', name: component.name };
  customize(clone, 'dev', [{ ...deployment, spec: { minReadySeconds: 1 } }]);
  const change = await clone.push('feat: wait for a second', deployed.branch);
  await reads('rollback.md', { under: /dev: .*> 2\./, values: { '<commit>': change } });
  await stage.step('has the manifests from before', () => settles(image));
  const [, second = ''] = await historyOf(stage, application);
  await reads('rollback.md', {
    under: /> 3\./,
    values: { '<id>': second },
    skip: [notInDev],
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
 * What a reader's shell has: the tool of the repository, and GitHub, as far as it matters here. A pull request is
 * merged by a push; a run of the workflow that is watched starts with the merge, and releases an image.
 */
const readersShell = (release: string): string => `
npx() {
  shift
  node "$(git rev-parse --show-toplevel)/node_modules/create-gitops-service/dist/gitops-service.js" "$@"
}
merge() {
  git push --quiet origin HEAD:dev && git switch --quiet dev && git pull --quiet --ff-only
}
gh() {
  case "$1 $2" in
    'pr merge') merge ;;
    'run watch') merge && npx gitops-service set-image dev '${release}' --push ;;
  esac
}
`;
