import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubectl } from '../rig/kubectl.ts';
import { follow } from '../rig/runbook.ts';
import type { Scenario } from '../scenario.ts';
import {
  change,
  deploy,
  expectOutcome,
  killHelm,
  makePushed,
  release,
  setImages,
  untilPending,
  type Pushed,
} from './push/service.ts';

/** What happens when Helm is killed, when two deploy at once, and when parts of the config go. */
export const pushRecovery: Scenario = {
  name: 'push: killed and concurrent deployments, and parts that go',
  proves:
    'A deployment whose Helm was killed is recovered by the next one, a concurrent one is refused, ' +
    'and what leaves the config leaves the cluster, except a store with its data.',
  fault: {
    breaks: 'a deployment script that does not recover',
    says: /another operation .* is in progress/,
  },
  run: async (stage) => {
    const pushed = await makePushed(stage, 'acme/hackathon-todo-recovery', {
      environment: 'production',
      release: 'todo-app',
    });
    await stage.plant(() => recoverNothing(pushed));
    await stage.step('recovers from a first installation that was killed', async () => {
      await killed(pushed, '1.0.0-slow');
      expectOutcome(await deploy(pushed), 3, 'has been pending-install since');
      const recovered = await deploy(pushed, { isLater: true });
      expectOutcome(recovered, 0, 'there is no good revision; deleting its record and keeping');
    });
    await stage.step('refuses a concurrent deployment', async () => {
      await setImages(pushed, '1.1.0-slow');
      const first = deploy(pushed);
      await untilPending(pushed);
      expectOutcome(await deploy(pushed), 3, 'somebody else deploys');
      expectOutcome(await first, 0, 'production runs the images');
    });
    await stage.step('recovers from an upgrade that was killed', async () => {
      await killed(pushed, '1.2.0-slow');
      const recovered = await deploy(pushed, { isLater: true });
      expectOutcome(recovered, 0, 'was killed; rolling back to revision 2 first, which passed');
      await pushed.clone.run('git', 'checkout', 'chart/release-production.yaml');
    });
    const before = await objectsOf(pushed);
    const page = 'remove-a-store.md';
    await stage.step('removes a component and a store', async () => {
      // The page goes with the store: it says to copy it before.
      const { folder } = pushed.clone;
      copyFileSync(join(folder, 'docs/runbooks', page), join(folder, page));
      await change(pushed, withoutGatewayAndRedis);
      const components = pushed.components.filter((name) => name !== 'sse-gateway');
      expectOutcome(await release({ ...pushed, components }, '2.0.0'), 0, 'production runs');
    });
    await stage.step('keeps the store and nothing else', async () => {
      const after = await objectsOf(pushed);
      const gone = before.filter((name) => !after.includes(name));
      const kept = after.filter((name) => name.includes('redis'));
      expectNames('gone', gone, goneObjects);
      expectNames('kept', kept, keptObjects);
    });
    await stage.step('lets the store go by its page', async () => {
      await follow(pushed.clone, page, {
        under: /`redis` in production/,
        skip: [{ command: /kubectl exec/, because: 'a stand-in plays the kubelet' }],
      });
      expectNames(
        'left',
        (await objectsOf(pushed)).filter((name) => name.includes('redis')),
        [],
      );
    });
  },
};

/** What the config has of a component without a store, and of a store. */
const withoutGatewayAndRedis = [
  [/^ {4}'sse-gateway': \{\n[^]*?^ {4}\},\n/gm, ''],
  [/^ +'sse-gateway': \{ autoscaling.*\n/gm, ''],
  ["stores: ['neon', 'redis']", "stores: ['neon']"],
  [/^ {4}redis: \{ kind.*\n/gm, ''],
  [/^ {4}state: 'redis',\n/gm, ''],
] as const;

const goneObjects = [
  'component.dapr.io/statestore',
  'configmap/todo-app-sse-gateway-config',
  'deployment.apps/todo-app-sse-gateway',
  'horizontalpodautoscaler.autoscaling/todo-app-sse-gateway',
  'networkpolicy.networking.k8s.io/todo-app-sse-gateway',
  'poddisruptionbudget.policy/todo-app-sse-gateway',
  'service/todo-app-sse-gateway',
  'serviceaccount/todo-app-sse-gateway',
  'subscription.dapr.io/todo-app-sse-gateway-task-events',
];

const keptObjects = [
  'configmap/redis-config',
  'deployment.apps/redis',
  'networkpolicy.networking.k8s.io/redis',
  'persistentvolumeclaim/redis-data',
  'service/redis',
  'serviceaccount/redis',
];

/** Kills Helm while the pods of a release are not ready yet. */
async function killed(pushed: Pushed, tag: string): Promise<void> {
  await setImages(pushed, tag);
  const deployment = deploy(pushed);
  await untilPending(pushed);
  killHelm(pushed);
  expectOutcome(await deployment, 1, 'somebody else deploys, or Helm was killed');
}

/** Every object of the release and its secrets, as `<kind>/<name>`. */
async function objectsOf({ rig, namespace }: Pushed): Promise<readonly string[]> {
  const kinds =
    'deployments,services,serviceaccounts,configmaps,networkpolicies,persistentvolumeclaims,' +
    'poddisruptionbudgets,horizontalpodautoscalers,components.dapr.io,subscriptions.dapr.io';
  const names = await kubectl(rig, ['get', kinds, `--namespace=${namespace}`, '--output=name']);
  return names.trim().split('\n').sort();
}

function expectNames(what: string, names: readonly string[], wanted: readonly string[]): void {
  if (names.join('\n') !== wanted.join('\n'))
    throw new Error(`${what}: wanted\n${wanted.join('\n')}\nbut there was\n${names.join('\n')}`);
}

function recoverNothing({ clone }: Pushed): void {
  const path = join(clone.folder, 'scripts/deploy.sh');
  const script = readFileSync(path, 'utf8');
  writeFileSync(path, script.replace('recover "${release}"', 'read_history "${release}"'));
}
