import { operatorsOf } from '../../../plan/operators.ts';
import { paths } from '../../../plan/paths.ts';
import type { EnvironmentPlan, Plan, PushPlan } from '../../../plan/plan.ts';
import { managedScript, origin } from '../../../render/file-specs.ts';
import { packagerOf } from '../../packaging/index.ts';
import { namespaceLabels } from '../../../kubernetes/metadata.ts';
import { objects } from '../../k8s/objects.ts';
import type { FileSpec } from '../../../render/spec.ts';
import { text } from '../../../render/text.ts';
import { upkeepTexts } from '../../writing/upkeep.ts';

/** The script that deploys an environment, for the workflows and for people. */
export function deployScript(plan: Plan, { historyMax }: PushPlan): FileSpec {
  const { script } = packagerOf(plan);
  return managedScript(
    paths.deployScript,
    text('scripts/deploy/deploy.sh', {
      environmentNames: plan.environments.map(({ name }) => name).join(', '),
      environments: plan.environments.map((environment) => settingsOf(plan, environment)),
      programs: script.programs,
      packaging: script.functions({ fieldManager, historyMax }).trimEnd(),
      packagingSettings: script.defaults,
      fieldManager,
      namespaceLabels: Object.entries(namespaceLabels(plan.service)).map(
        ([name, value]) => `${name}: ${value}`,
      ),
      setImage: `${upkeepTexts(plan).person} set-image`,
    }),
    origin('deploy', 'delivery', 'environments', 'packaging'),
  );
}

/** Who Kubernetes says has set a field. */
const fieldManager = 'deploy-script';

const settingsOf = (plan: Plan, environment: EnvironmentPlan) => ({
  name: environment.name,
  namespace: environment.namespace,
  release: packagerOf(plan).script.settings(environment),
  timeout: String(environment.timeoutSeconds),
  releaseFile: environment.releaseFile,
  lists: [
    listOf('charts', packagerOf(plan).script.charts(environment)),
    listOf('workloads', workloadsOf(plan, environment)),
    listOf(
      'smoke_tests',
      environment.smokeTests.map(({ expects, address }) => `${expects} ${address}`),
    ),
    listOf('variables', environment.variables),
  ].flat(),
});

/** An assignment of a list to a variable of bash, one item a line; nothing for an empty list. */
const listOf = (name: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : [`${name}="${items.join('\n').replaceAll('$', String.raw`\$`)}"`];

/** What must be ready, as kubectl names it: workloads of Kubernetes, and what operators make of stores. */
const workloadsOf = (plan: Plan, environment: EnvironmentPlan): readonly string[] =>
  objects(plan, environment).flatMap(({ apiVersion, kind, metadata: { name } }) => {
    const found = waitedIn(environment)[`${apiVersion}/${kind}`];
    return found === undefined ? [] : [`${found}/${name}`];
  });

const waitedIn = (environment: EnvironmentPlan): Readonly<Record<string, string | undefined>> =>
  Object.assign({}, waited, ...operatorsOf([environment]).map((operator) => operator.waited));

const waited: Readonly<Record<string, string | undefined>> = {
  'apps/v1/Deployment': 'deployment',
  'apps/v1/StatefulSet': 'statefulset',
  'apps/v1/DaemonSet': 'daemonset',
};
