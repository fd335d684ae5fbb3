import { paths } from '../../plan/paths.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { foldersOf, type Folder } from '../../plan/runtime/folders.ts';
import { secretFoldersBeside } from '../../plan/secrets/index.ts';
import { Commented } from '../../render/spec.ts';
import type { FileSpec } from '../../render/spec.ts';
import { goPrograms } from '../workflows/actions.ts';
import { overlayLoop } from '../writing/overlay-loop.ts';
import { packagerOf } from '../packaging/index.ts';
import { runtimeOf } from '../runtime/index.ts';
import { scriptSteps, toolchainSteps } from '../runtime/on-node/steps.ts';
import { checkout, expression, permissions, run, workflow } from '../workflows/workflow.ts';
import type { Jobs, Mapping } from '../workflows/workflow.ts';

/** Name of the workflow that the others call. */
export const checksWorkflow = 'checks';

/** The checks of pull requests and deployments alike, in one workflow that both call. */
export function checks(plan: Plan): FileSpec {
  return workflow(checksWorkflow, {
    name: 'Checks',
    on: { workflow_call: plan.delivery.hasUrgentChecks ? { inputs: { urgent } } : {} },
    jobs: { ...componentJobs(plan), ...repositoryJobs(plan), ci_manifests: manifestsJob(plan) },
  });
}

/** New advisories say nothing about a change: they stop what is reviewed and built, and not what cannot wait. */
const urgent = {
  description: 'Report vulnerable dependencies without failing',
  type: 'boolean',
  default: false,
};

const unlessUrgent = (plan: Plan): Mapping =>
  plan.delivery.hasUrgentChecks ? { 'continue-on-error': expression('inputs.urgent') } : {};

/** A job that calls the checks. */
export const callChecks = (more: Mapping = {}, inputs?: { readonly urgent: boolean }): Mapping => ({
  name: 'Checks',
  ...more,
  permissions: readSources,
  uses: new Commented(`./${paths.workflow(checksWorkflow)}`, {
    after: 'zizmor: ignore[self-repository] every GitHub server and actionlint know this form',
  }),
  ...(inputs === undefined ? {} : { with: inputs }),
});

const readSources = permissions({ contents: ['read', 'to check out the sources'] });

/** A job for each folder, under the name of its first component: what a folder shares is checked once. */
const componentJobs = (plan: Plan): Jobs =>
  Object.fromEntries(
    foldersOf(plan.components).flatMap((folder) => {
      const [{ name, runtime }] = folder;
      const steps = runtimeOf(runtime).checks(folder, {
        ci: plan.ci,
        unlessUrgent: unlessUrgent(plan),
      });
      return steps.length === 0 ? [] : [[name, folderJob(plan, folder, steps)]];
    }),
  );

const folderJob = ({ ci }: Plan, folder: Folder, steps: readonly Mapping[]): Mapping => ({
  name: folder.map(({ name }) => name).join(', '),
  'runs-on': ci.runner,
  'timeout-minutes': 30,
  permissions: readSources,
  steps: [checkout(), ...steps],
});

/** What is checked about the repository as a whole; there may be nothing. */
function repositoryJobs({ ci, upkeep }: Plan): Jobs {
  const drift =
    upkeep === 'generated'
      ? [run('Check generated files for drift', 'npx --no-install gitops-service check')]
      : [];
  const steps = [...drift, ...scriptSteps(ci.root, '.', ci.checks)];
  if (steps.length === 0) return {};
  const job = {
    name: 'Repository',
    'runs-on': ci.runner,
    'timeout-minutes': 15,
    permissions: readSources,
    steps: [
      checkout(),
      ...toolchainSteps(ci.root, { context: '.', cached: true, scripts: false }),
      ...steps,
    ],
  };
  return { ci_repository: job };
}

function manifestsJob(plan: Plan): Mapping {
  return {
    name: 'Manifests',
    'runs-on': plan.ci.runner,
    'timeout-minutes': 15,
    permissions: readSources,
    steps: [
      checkout(),
      ...packagerOf(plan).ci.install,
      plan.delivery.script === undefined
        ? packagerOf(plan).ci.render()
        : renderBy(plan.delivery.script, plan.environments),
      ...secretSteps(plan),
      run(
        'Install kubeconform',
        `GOBIN="\${RUNNER_TEMP}/bin" go install ${goPrograms.kubeconform}`,
        { env: { GOTOOLCHAIN: 'auto' } },
      ),
      run(
        'Validate against Kubernetes schemas',
        `
# Custom resources have no schema there; the summary counts them as skipped.
"\${RUNNER_TEMP}/bin/kubeconform" -strict -summary -ignore-missing-schemas "\${RUNNER_TEMP}/rendered"`,
      ),
    ],
  };
}

/** As the deployment itself will; only what stands for the variables of CI is made up. */
const renderBy = (script: string, environments: readonly EnvironmentPlan[]): Mapping => {
  const variables = [...new Set(environments.flatMap((environment) => environment.variables))];
  return run(
    'Render every environment',
    `
mkdir -p "\${RUNNER_TEMP}/rendered"
for environment in ${environments.map(({ name }) => name).join(' ')}; do
  ./${script} "\${environment}" --render >"\${RUNNER_TEMP}/rendered/\${environment}.yaml"
done`,
    variables.length === 0
      ? {}
      : { env: Object.fromEntries(variables.map((variable) => [variable, 'example.com'])) },
  );
};

/** What git holds of secrets, where the manifests do not list it. */
const secretSteps = (plan: Plan): readonly Mapping[] => {
  const { places, variable, fileName } = overlayLoop(plan);
  return secretFoldersBeside(plan, `\${${variable}}`).map((folder) =>
    run(
      `Build the folders of ${plan.secrets.objects}`,
      `
for ${variable} in ${places}; do
  kubectl kustomize "${folder}" >"\${RUNNER_TEMP}/rendered/${fileName}-secrets.yaml"
done`,
    ),
  );
};
