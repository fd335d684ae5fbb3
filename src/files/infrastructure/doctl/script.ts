import { paths } from '../../../plan/paths.ts';
import type { BootstrapPlan, Step } from '../../../plan/bootstrap.ts';
import type { DoctlPlan } from '../../../plan/infrastructure/plan.ts';
import type { Plan } from '../../../plan/plan.ts';
import { routingOf } from '../../routing/index.ts';
import { quoted } from '../../writing/quoted.ts';
import type { TextValues } from '../../../render/text.ts';

/** What the text template of the bootstrap names. */
export function scriptValues(
  { region, cluster: { name: cluster, script, nodes } }: DoctlPlan,
  plan: Plan,
  bootstrap: BootstrapPlan,
): TextValues {
  const { steps } = bootstrap;
  return {
    path: script,
    cluster,
    region,
    size: nodes.size,
    min: nodes.min,
    max: nodes.max,
    count: steps.length + 2,
    chartChecks: steps.flatMap((step) =>
      step.kind === 'chart' ? [`check_chart ${chartWords(step)}`] : [],
    ),
    steps: steps.map((step) => ({ title: titleOf(step), commands: commandsOf(step) })),
    next: nextSteps(plan, bootstrap),
  };
}

/** What a step is called, with its version. */
export const titleOf = (step: Step): string =>
  'version' in step ? `${step.title} ${step.version.replace(/^v/, '')}` : step.title;

const chartWords = ({ chart, version, repository }: Extract<Step, { kind: 'chart' }>): string =>
  [chart, version, ...(repository === '' ? [] : ['--repo', repository])].map(quoted).join(' ');

/** The lines of the script that do a step. */
function commandsOf(step: Step): readonly string[] {
  switch (step.kind) {
    case 'chart':
      return [`install ${step.release} ${step.name} ${step.namespace} ${chartWords(step)}`];
    case 'file':
      return [`apply -f ${step.name}.yaml`];
    case 'secret':
      return [`make_password ${step.namespace} ${step.name}`];
    case 'release':
      return [
        step.kustomized
          ? `apply --namespace ${step.namespace} -k ${step.name}`
          : `apply -f ${step.url}`,
        ...step.deployments.map(
          (name) =>
            `on_cluster rollout status deployment/${name} --namespace ${step.namespace} --timeout 5m`,
        ),
      ];
  }
}

function nextSteps(
  { environments: all }: Plan,
  { environments, routing }: BootstrapPlan,
): readonly string[] {
  const hosts = environments.flatMap((environment) => environment.hosts);
  const { balancer } = routingOf(routing).bootstrap;
  const records =
    balancer === undefined || hosts.length === 0
      ? []
      : [
          "ip='<address of the load balancer>'",
          'if [[ ${dry_run} == false ]]; then',
          `  ip="$(address ${balancer})"`,
          'fi',
          "echo '  1. Create these DNS records:'",
          ...hosts.map(
            (host) => `printf '       %s  A  %s\\n' "${host.replaceAll('$', '\\$')}" "\${ip}"`,
          ),
        ];
  const [secrets, check] = records.length > 0 ? [2, 3] : [1, 2];
  return [
    ...records,
    `echo '  ${secrets}. Continue with ${paths.firstDeploy}: secrets, and the first deployment.'`,
    `echo '  ${check}. Check before each first deployment: ` +
      `${all.map(({ name }) => `${paths.preflightScript} ${name}`).join(', ')}'`,
  ];
}
