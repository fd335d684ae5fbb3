import type { DaprPlan } from '../../../plan/plan.ts';
import { inNamespace, tcp } from '../../../kubernetes/network-policy.ts';
import { code } from '../../../render/markdown.ts';
import { need } from '../../writing/need.ts';
import type { MessagingFiles } from '../contract.ts';
import { brokerStep } from './broker-step.ts';
import { chartPart } from './chart.ts';
import { daprObjects, subscriptions } from './objects.ts';
import { brokerOutage, stateOutage } from './outages.ts';
import { sidecarAnnotations, sidecarRequests } from './sidecar.ts';

/** Dapr: components, subscriptions and the sidecars that read them. */
export const dapr = (messaging: DaprPlan): MessagingFiles => ({
  componentObjects: (plan, of) => subscriptions(messaging, plan, of),
  objects: (plan, environment) => daprObjects(messaging, plan, environment),
  annotations: sidecarAnnotations,
  sidecarRequests,
  // Its control plane: operator, sentry, placement and scheduler.
  // Brokers may be anywhere, so only their ports are named.
  egress: [
    { to: [inNamespace('dapr-system')], ports: tcp(6500, 50001, 50005, 50006) },
    { ports: tcp(...messaging.broker.ports) },
  ],
  chart: (plan, owner) => chartPart(messaging, plan, owner),
  operators: [{ group: 'dapr.io', title: 'Dapr', labels: ['app=dapr-operator'] }],
  prerequisites: [
    [
      `Dapr 1.16 or newer, installed with \`--set ${unprivileged}\``,
      'messaging',
      code('kubectl get crd components.dapr.io'),
    ],
  ],
  // Our namespaces are restricted, and so are the sidecars that Dapr adds to the pods in them.
  needs: (script) => [
    need('sidecars', script === undefined ? `install Dapr with ${unprivileged}` : `run ${script}`),
  ],
  brokerStep,
  brokerOutage,
  stateOutage,
  flow:
    'Dapr delivers them: a component sends to its sidecar, and one pod of each ' +
    'subscribed component receives `POST /events/<topic>`. If every pod must see an ' +
    'event, for example because browsers hold streams open to each of them, the pods ' +
    'must notify each other, for example through Redis.',
  // A broker and a sidecar for each component would show little
  // that a request does not: Dapr turns an event into one.
  localNotes: [
    'There is no Dapr here, hence no PUBSUB_NAME: nothing is published. To send an ' +
      'event, POST it to /events/<topic>.',
  ],
});

const unprivileged = 'dapr_sidecar_injector.sidecarDropALLCapabilities=true';
