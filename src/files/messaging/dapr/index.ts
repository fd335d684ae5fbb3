import type { DaprPlan } from '../../../plan/plan.ts';
import { inNamespace, tcp } from '../../../kubernetes/network-policy.ts';
import { code } from '../../../render/markdown.ts';
import type { MessagingFiles } from '../contract.ts';
import { daprObjects, subscriptions } from './objects.ts';

/** Dapr: components, subscriptions and the sidecars that read them. */
export const dapr = (messaging: DaprPlan): MessagingFiles => ({
  componentObjects: (input) => subscriptions(messaging, input),
  objects: (plan, environment) => daprObjects(messaging, plan, environment),
  // Its control plane: operator, sentry, placement and scheduler.
  // Brokers may be anywhere, so only their ports are named.
  egress: [
    { to: [inNamespace('dapr-system')], ports: tcp(6500, 50001, 50005, 50006) },
    { ports: tcp(...messaging.broker.ports) },
  ],
  operators: [{ group: 'dapr.io', title: 'Dapr', labels: ['app=dapr-operator'] }],
  prerequisites: [
    [
      'Dapr 1.16 or newer, installed with `--set dapr_sidecar_injector.sidecarDropALLCapabilities=true`',
      'messaging',
      code('kubectl get crd components.dapr.io'),
    ],
  ],
});
