import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigInput } from '../../../src/index.ts';
import { sharedGateway } from '../controllers/envoy-gateway.ts';
import type { Clone } from '../rig/clone.ts';
import { kubectl } from '../rig/kubectl.ts';
import { dealt } from '../../sample.ts';
import type { Scenario, Stage } from '../scenario.ts';
import { configStories, gatewayOf, hostOf, type ConfigChange } from './argo-cd/changes.ts';
import { follow, type CommittedChange } from './argo-cd/follower.ts';
import { deployedAs, imageOf, makeService, regenerate, sealSecrets } from './argo-cd/service.ts';

const environments = ['dev', 'prod'] as const;

/** The service before the first change. */
const firstConfig = (name: string, packaging: NonNullable<ConfigInput['packaging']>) =>
  ({
    name,
    repository: `https://github.com/acme/${name}`,
    packaging,
    components: { server: { replicas: 2 } },
    environments: {
      dev: { branch: 'dev', deploy: 'on-push' },
      prod: { branch: 'main', deploy: 'on-promotion' },
    },
  }) satisfies ConfigInput;

/**
 * A service lives through every change of its config. While one is deployed to
 * dev, prod gets the one before it, and then stays as it is until dev has the
 * new one. The AppProject and the Applications are applied at the start, and
 * never again.
 */
async function liveThrough(
  stage: Stage,
  first: ReturnType<typeof firstConfig>,
  changes: readonly ConfigChange[],
): Promise<void> {
  const { clone, commit } = await stage.step('releases the service', () => release(stage, first));
  const dev = follow(stage, clone, deployedAs(clone, 'dev'));
  const prod = follow(stage, clone, deployedAs(clone, 'prod'));
  let last: CommittedChange = { change: { name: 'first release' }, commit };
  await stage.step('is Synced and Healthy', () => dev.deploy(last));
  let config: ConfigInput = first;
  for (const change of changes) {
    config = change.change(config);
    last = await stage.step(change.name, async () => {
      const committed = { change, commit: await commitChange(clone, config, change) };
      await Promise.all([dev.deploy(committed), prod.deploy(last)]);
      await prod.requireUnchanged();
      return committed;
    });
  }
  await stage.step('the last change is on prod too', () => prod.deploy(last));
  const rows = changes.map(({ name }) => {
    const times = [dev, prod].map(({ seconds }) => seconds.get(name)?.toFixed(1).padStart(6));
    return `${times.join('  ')}  ${name}\n`;
  });
  process.stdout.write(
    `live  seconds of each change of ${first.name}\n   dev    prod\n${rows.join('')}`,
  );
}

/** Makes the service, with secrets and an image in both environments, and has Argo CD deploy it. */
async function release(
  stage: Stage,
  first: ReturnType<typeof firstConfig>,
): Promise<{ readonly clone: Clone; readonly commit: string }> {
  const { rig } = stage;
  const clone = await makeService(stage, first, ['dev', 'main']);
  for (const environment of environments) {
    await sealSecrets(clone, environment);
    await setImages(clone, environment, ['server']);
  }
  const commit = await clone.push('feat: first release', 'dev', 'main');
  await sharedGateway(rig, {
    ...gatewayOf(first.name),
    hosts: environments.flatMap((environment) =>
      ['api', 'www'].map((name) => hostOf(first.name, name, environment)),
    ),
  });
  const project = join(clone.folder, 'argocd/project.yaml');
  await stage.plant(() => {
    const kinds = readFileSync(project, 'utf8');
    writeFileSync(
      project,
      kinds.replace(/ +- group: autoscaling\n.*HorizontalPodAutoscaler\n/, ''),
    );
  });
  await kubectl(rig, ['apply', '-f', project, '-f', join(clone.folder, 'argocd/applications')]);
  await clone.run('git', 'checkout', '--quiet', '--', 'argocd');
  for (const environment of environments) stage.watches(deployedAs(clone, environment).namespace);
  stage.reads('argocd-application-controller');
  return { clone, commit };
}

/** Commits a change as a person makes it: the config, `npx projen`, secrets and images that are new. */
async function commitChange(
  clone: Clone,
  config: ConfigInput,
  { name, seals, images = [] }: ConfigChange,
): Promise<string> {
  await regenerate(clone, config);
  for (const environment of environments) {
    if (seals) await sealSecrets(clone, environment);
    if (images.length > 0) await setImages(clone, environment, images);
  }
  const commit = await clone.push(`feat: ${name}`);
  const byHand = await clone.run('git', 'diff', '--stat', 'HEAD~1', '--', 'argocd');
  if (byHand !== '') throw new Error(`has to be applied by hand:\n${byHand}`);
  return commit;
}

const setImages = (
  clone: Clone,
  environment: string,
  components: readonly string[],
): Promise<string> =>
  clone.gitops(
    'set-image',
    environment,
    ...components.map((component) => `${component}=${imageOf('1.0.0', '1')}`),
  );

/** The packagings share the stories; with `--all`, or its fault planted, each goes through all of them. */
const scenarioOf = (
  packaging: NonNullable<ConfigInput['packaging']>,
  name: string,
  hand: number,
): Pick<Scenario, 'name' | 'fault' | 'run'> => ({
  name: `argo-cd: config changes with ${packaging.kind}`,
  fault: {
    breaks: 'an AppProject without HorizontalPodAutoscaler',
    says: /autoscaling on: [^]*HorizontalPodAutoscaler is not permitted in project/,
  },
  run: (stage) => {
    const stories = configStories(name);
    const told = stage.proving ? stories : dealt(stories, 2, hand);
    return liveThrough(stage, firstConfig(name, packaging), told.flat());
  },
});

/** Every change of a config, deployed from overlays. */
export const configChangesWithKustomize: Scenario = {
  ...scenarioOf({ kind: 'kustomize' }, 'changes', 0),
  proves:
    'Every feature comes and goes on dev alone, then on prod: Synced and Healthy each time, ' +
    'without orphans, and nothing is applied by hand. What holds data stays. In a sample, the ' +
    'packagings share the features.',
};

/** The same, deployed from a chart. */
export const configChangesWithHelm: Scenario = {
  ...scenarioOf({ kind: 'helm' }, 'changes-in-a-chart', 1),
  proves: 'The same changes of a config reach the cluster from a Helm chart.',
};
