import { staysSynced, waitForApplication } from '../controllers/application.ts';
import type { ConfigInput } from '../../../src/index.ts';
import type { Clone } from '../rig/clone.ts';
import type { Scenario } from '../scenario.ts';
import { setLoad } from '../standins/metrics.ts';
import { untilRuns } from './argo-cd/pods.ts';
import { replicasDuring, untilReplicas } from './argo-cd/replicas.ts';
import {
  applyApplication,
  customize,
  deployedAs,
  imageOf,
  makeService,
  newestOf,
  regenerate,
  sealSecrets,
} from './argo-cd/service.ts';

const name = 'scaled';
const bounds = { min: 2, max: 4 };
/** As fast as a config can ask for: a scenario has no minutes to wait. */
const quickly = { window: '1s', pods: 4, period: '1s' };

const configOf = (api: ConfigInput['components'][string]) => ({
  name,
  repository: `https://github.com/acme/${name}`,
  components: { api },
  environments: { dev: { branch: 'dev', deploy: 'on-push' as const } },
});

/** A Deployment whose number of pods follows the load, beside an Argo CD that heals what differs from git. */
export const autoscaling: Scenario = {
  name: 'argo-cd: autoscaling',
  proves:
    'An autoscaler takes over a running component without a pod less, by the command that the diff of the change ' +
    'prints; then the number of pods follows the load, up and down: self-heal, a comparison and a release leave it ' +
    'alone.',
  fault: {
    breaks: 'a patch of the environment that says replicas, beside the HorizontalPodAutoscaler',
    says: /does not stay Synced|goes back and forth/,
  },
  run: async (stage) => {
    const { rig } = stage;
    const clone = await stage.step('makes the repository', () =>
      makeService(stage, configOf({ replicas: bounds.min }), ['dev']),
    );
    const { application, namespace } = deployedAs(clone, 'dev');
    const api = { namespace, name };
    stage.watches(namespace);
    stage.reads('argocd-application-controller');
    await stage.step('is Synced and Healthy', async () => {
      await sealSecrets(clone, 'dev');
      await clone.gitops('set-image', 'dev', `api=${imageOf('1.0.0', '1')}`);
      const commit = await clone.push('feat: first image', 'dev');
      await applyApplication(rig, clone, 'dev', { commit });
    });
    await stage.step('is handed to an autoscaler without a pod less', async () => {
      await regenerate(
        clone,
        configOf({ autoscaling: { ...bounds, scaleUp: quickly, scaleDown: quickly } }),
      );
      await clone.run('bash', '-c', await handoverCommand(clone));
      await stage.plant(() => {
        const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', name };
        customize(clone, 'dev', [{ ...deployment, spec: { replicas: bounds.min } }]);
      });
      const replicas = await replicasDuring(rig, api, async () => {
        const commit = await clone.push('feat: scale with the load', 'dev');
        await waitForApplication(rig, application, { commit });
        await staysSynced(rig, application);
      });
      if (replicas.length > 1) throw new Error(`the number of pods moves: ${replicas.join(', ')}`);
    });
    await stage.step('grows with the load, and stays grown', async () => {
      setLoad(rig, api, 300);
      const replicas = await replicasDuring(rig, api, async () => {
        await untilReplicas(rig, api, bounds.max);
        await staysSynced(rig, application);
      });
      assertOneWay(replicas);
    });
    await stage.step('keeps its pods in a release', async () => {
      const image = imageOf('1.1.0', '2');
      const replicas = await replicasDuring(rig, api, async () => {
        await clone.gitops('set-image', 'dev', `api=${image}`, '--push');
        await waitForApplication(rig, application, { commit: await newestOf(clone, 'dev') });
        await untilRuns(rig, api, image);
      });
      if (replicas.length > 1) throw new Error(`the number of pods moves: ${replicas.join(', ')}`);
    });
    await stage.step('shrinks when the load is gone, and stays shrunk', async () => {
      setLoad(rig, api, 0);
      const replicas = await replicasDuring(rig, api, async () => {
        await untilReplicas(rig, api, bounds.min);
        await staysSynced(rig, application);
      });
      assertOneWay(replicas);
    });
  },
};

/** What the diff of the change says to run first; it ends with 1, because there are changes. */
async function handoverCommand(clone: Clone): Promise<string> {
  const diff = ['npx', 'gitops-service', 'diff', '--rendered', '--base', 'HEAD'];
  const { stdout } = await clone.tryRun(...diff);
  const [, command] = /^#   (kubectl apply .*--field-manager handover.*)$/m.exec(stdout) ?? [];
  if (command === undefined) throw new Error(`the diff prints no command\n${stdout}`);
  return command;
}

/** Fails where a number of pods rose and fell, as it does where two controllers write it. */
function assertOneWay(replicas: readonly number[]): void {
  const steps = replicas.slice(1).map((count, index) => Math.sign(count - (replicas[index] ?? 0)));
  if (new Set(steps).size > 1)
    throw new Error(`the number of pods goes back and forth: ${replicas.join(', ')}`);
}
