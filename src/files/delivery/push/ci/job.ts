import { paths } from '../../../../plan/paths.ts';
import type { EnvironmentPlan, Plan } from '../../../../plan/plan.ts';
import { upkeepTexts } from '../../../writing/upkeep.ts';
import { pushEnvironment, pushToken } from '../../../ci/git-push.ts';
import { toolchainSteps } from '../../../runtime/on-node/steps.ts';
import { expression, permissions, run } from '../../../workflows/workflow.ts';
import type { Mapping } from '../../../workflows/workflow.ts';
import {
  clusterEnvironment,
  clusterSteps,
  leaveCluster,
  minutesOf,
  type Target,
} from './cluster.ts';
import type { Way } from './ways.ts';

/**
 * The job that deploys, then records. In this order, because git is
 * the record of what runs: a deployment that fails is rolled
 * back and leaves git as it is, and a record that cannot be pushed is
 * pushed when the job runs again, which deploys the same once more.
 */
export function deployJob(
  { plan, delivery, environment }: Target,
  {
    guard,
    name,
    sources,
    images,
    unless,
    isNews,
    permissions: more,
  }: Way & { readonly guard: Mapping },
): Mapping {
  const { ci, upkeep } = plan;
  return {
    name,
    ...guard,
    'runs-on': ci.runner,
    'timeout-minutes': minutesOf(environment),
    environment: githubEnvironment(environment),
    permissions: permissions({
      contents: isNews
        ? ['write', 'to record the deployment']
        : ['read', 'to check out the release'],
      ...more,
    }),
    steps: [
      ...(isNews ? [pushToken] : []),
      ...sources,
      ...(isNews && upkeep === 'generated'
        ? toolchainSteps(ci.root, { context: '.', cached: false, scripts: false })
        : []),
      ...images,
      ...clusterSteps({ plan, delivery, environment }, unless),
      run('Deploy', `./${paths.deployScript} ${environment.name}`, {
        ...unless,
        env: {
          ...clusterEnvironment,
          ...Object.fromEntries(
            environment.variables.map((variable) => [variable, expression(`vars.${variable}`)]),
          ),
        },
      }),
      leaveCluster,
      ...(isNews ? [record(plan, environment, unless)] : []),
    ],
  };
}

const record = (plan: Plan, { name }: EnvironmentPlan, unless: Mapping): Mapping =>
  run(
    'Record the deployment',
    `
mapfile -t images <"\${RUNNER_TEMP}/images"
${upkeepTexts(plan).release} set-image ${name} "\${images[@]}" --push`,
    { ...unless, env: pushEnvironment({}) },
  );

function githubEnvironment({ name, hosts: [host] }: EnvironmentPlan): Mapping {
  return host === undefined
    ? { name }
    : {
        name,
        url: `https://${host.replaceAll(/\$\{([A-Z0-9_]+)\}/g, (_, variable: string) => expression(`vars.${variable}`))}`,
      };
}
