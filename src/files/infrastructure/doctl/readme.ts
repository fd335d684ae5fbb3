import type { BootstrapPlan, Step } from '../../../plan/bootstrap.ts';
import { paths } from '../../../plan/paths.ts';
import type { Plan } from '../../../plan/plan.ts';
import { block, bullets, code, table } from '../../../render/markdown.ts';
import type { TextValues } from '../../../render/text.ts';
import { watcherOf } from '../../monitoring/index.ts';
import { routingOf } from '../../routing/index.ts';
import { titleOf } from './script.ts';
import { sleeperOf } from '../../bootstrap/sleep.ts';

/** What the page about the bootstrap names. */
export function readmeValues(plan: Plan, bootstrap: BootstrapPlan): TextValues {
  const {
    cluster: { name: cluster, context, nodes },
    steps,
    namespaces,
  } = bootstrap;
  return {
    name: plan.service.name,
    cluster,
    context,
    size: nodes.size,
    min: nodes.min,
    max: nodes.max,
    script: bootstrap.cluster.script,
    cost: paths.cost,
    firstDeploy: paths.firstDeploy,
    steps: table(
      ['Step', 'In', 'Why', 'Check'],
      steps.map((step) => [
        titleOf(step),
        'namespace' in step && step.namespace !== '' ? code(step.namespace) : '–',
        step.why,
        code(checkOf(step)),
      ]),
    ),
    namespaces: table(
      ['Namespace', 'Pod Security Standard'],
      namespaces.map(({ name, level }) => [code(name), level]),
    ),
    notes: bullets([
      ...routingOf(bootstrap.routing).bootstrap.notes(bootstrap.cluster),
      ...notesOf(plan, bootstrap),
    ]),
    versions: versionsFrom[plan.upkeep],
    undo: block('bash', [...steps].reverse().flatMap(undoOf).join('\n')),
  };
}

const versionsFrom: Readonly<Record<Plan['upkeep'], string>> = {
  generated: 'Upgrades of the generator update the versions, as a tested combination.',
  standalone: 'The versions are in `bootstrap.sh`: change one at a time.',
};

/** A command that shows whether a step is done. */
function checkOf(step: Step): string {
  switch (step.kind) {
    case 'chart':
      return `helm status ${step.release} --namespace ${step.namespace}`;
    case 'file':
      return `kubectl diff --server-side -f ${paths.bootstrap(`${step.name}.yaml`)}`;
    case 'secret':
      return `kubectl get secret ${step.name} --namespace ${step.namespace}`;
    case 'release':
      return step.deployments.length === 0
        ? 'kubectl get crd httproutes.gateway.networking.k8s.io'
        : `kubectl get deployment ${step.deployments.join(' ')} --namespace ${step.namespace}`;
  }
}

function undoOf(step: Step): readonly string[] {
  switch (step.kind) {
    case 'chart':
      return [`helm uninstall ${step.release} --namespace ${step.namespace}`];
    case 'file':
      return [`kubectl delete -f ${paths.bootstrap(`${step.name}.yaml`)}`];
    case 'secret':
      return [`kubectl delete secret ${step.name} --namespace ${step.namespace}`];
    case 'release':
      return [
        step.kustomized
          ? `kubectl delete --namespace ${step.namespace} -k ${paths.bootstrap(step.name)}`
          : `kubectl delete -f ${step.url}`,
      ];
  }
}

function notesOf(plan: Plan, bootstrap: BootstrapPlan): readonly string[] {
  const {
    issuers,
    cluster: { sleep },
  } = bootstrap;
  return [
    ...(issuers.length === 0
      ? []
      : [
          'Let’s Encrypt allows five failures an hour. Use the issuer `letsencrypt-staging` ' +
            'until DNS points to the load balancer; browsers do not trust its certificates.',
        ]),
    ...watcherOf(bootstrap.environments).bootstrap.notes(bootstrap),
    ...(sleep === undefined
      ? []
      : [
          `${sleep.environments.join(', ')}: no pods from ${sleep.from} to ${sleep.to} UTC and ` +
            'at weekends. Wake one manually: ' +
            `${code(`kubectl create job --from=cronjob/${sleeperOf(plan)}-up --namespace <namespace> wake`)}.`,
          'A deployment while an environment sleeps wakes the components that have a fixed ' +
            'number of pods; those with autoscaling stay at zero until morning, because a ' +
            'HorizontalPodAutoscaler ignores components at zero. Wake the environment before ' +
            'such a deployment, or its smoke test fails.',
          'A new component sleeps after the next run of this script: `sleep.yaml` lists the ' +
            'components and their numbers of pods.',
          'Data stores do not sleep: they hold data, and their volumes cost the same either way.',
        ]),
  ];
}
