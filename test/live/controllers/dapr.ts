import { kubectl } from '../rig/kubectl.ts';
import type { Program } from '../rig/programs.ts';
import type { Rig } from '../rig/rig.ts';
import { applyDefinitions } from './controller.ts';
import { deploy } from './deployment.ts';

/** Has the kinds of Dapr served. None of its programs runs: what can be had of them is years behind. */
export async function startDapr(rig: Rig): Promise<Program> {
  await applyDefinitions(rig, 'dapr');
  const namespace = 'dapr-system';
  await deploy(
    rig,
    { namespace, name: 'dapr-operator', labels: { app: 'dapr-operator' } },
    {
      namespace,
      name: 'dapr-sidecar-injector',
      labels: { app: 'dapr-sidecar-injector' },
      env: { SIDECAR_DROP_ALL_CAPABILITIES: 'true' },
    },
  );
  // Its operator converts the first version of subscriptions; ours are of the one that is stored.
  await kubectl(rig, [
    'patch',
    'customresourcedefinition/subscriptions.dapr.io',
    '--type=merge',
    `--patch=${JSON.stringify({ spec: { conversion: { strategy: 'None', webhook: null } } })}`,
  ]);
  return { name: 'dapr', stop: () => Promise.resolve() };
}
