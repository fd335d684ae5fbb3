import { bootstrapOf, type BootstrapPlan } from '../../../plan/bootstrap.ts';
import { paths } from '../../../plan/paths.ts';
import type { DoctlPlan } from '../../../plan/infrastructure/plan.ts';
import type { Plan } from '../../../plan/plan.ts';
import { managedScript, managedText, managedYaml, origin } from '../../../render/file-specs.ts';
import { tidy } from '../../../render/markdown.ts';
import type { FileSpec, Value } from '../../../render/spec.ts';
import { text } from '../../../render/text.ts';
import { argocdKustomization, issuers, namespaces } from '../../bootstrap/manifests.ts';
import { watcherOf } from '../../monitoring/index.ts';
import { routingOf } from '../../routing/index.ts';
import { readmeValues } from './readme.ts';
import { scriptValues } from './script.ts';
import { sleep } from '../../bootstrap/sleep.ts';
import { valuesOf } from '../../bootstrap/values.ts';

const from = origin(
  'bootstrap',
  'infrastructure',
  'environments',
  'routing',
  'messaging',
  'monitoring',
  'delivery',
  'secrets',
  'dataStores',
);

/** What makes the cluster itself, once: nothing of it belongs to a release. */
export function doctl(infrastructure: DoctlPlan, plan: Plan): readonly FileSpec[] {
  const bootstrap = bootstrapOf(plan);
  if (bootstrap === undefined) return [];
  return [
    managedScript(
      infrastructure.cluster.script,
      text('scripts/bootstrap.sh', scriptValues(infrastructure, plan, bootstrap)),
      from,
    ),
    managedText(
      paths.bootstrap('README.md'),
      tidy(text('docs/bootstrap.md', readmeValues(plan, bootstrap))),
      from,
    ),
    managedYaml(
      paths.bootstrap('namespaces.yaml'),
      namespaces(plan.service.system, bootstrap),
      from,
    ),
    ...bootstrap.steps.flatMap((step) => {
      if (step.kind === 'chart')
        return [
          managedYaml(
            paths.bootstrap(`values/${step.name}.yaml`),
            [valuesOf(plan, bootstrap, step)],
            from,
          ),
        ];
      if (step.kind === 'file')
        return [
          managedYaml(
            paths.bootstrap(`${step.name}.yaml`),
            manifestsOf(step.name, plan, bootstrap),
            from,
          ),
        ];
      return step.kind === 'release' && step.kustomized
        ? [
            managedYaml(
              paths.bootstrap(`${step.name}/kustomization.yaml`),
              argocdKustomization(step.namespace, step.url),
              from,
            ),
          ]
        : [];
    }),
  ];
}

const builders: Readonly<
  Record<string, (plan: Plan, bootstrap: BootstrapPlan) => readonly Value[]>
> = {
  'cert-manager-issuers': (_, bootstrap) => issuers(bootstrap),
  sleep,
};

const manifestsOf = (name: string, plan: Plan, bootstrap: BootstrapPlan): readonly Value[] =>
  builders[name]?.(plan, bootstrap) ??
  routingOf(bootstrap.routing).bootstrap.manifests[name]?.(bootstrap) ??
  watcherOf(bootstrap.environments).bootstrap.manifests[name]?.(plan, bootstrap) ??
  [];
