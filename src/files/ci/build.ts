import type { ComponentPlan, Plan } from '../../plan/plan.ts';
import { Commented } from '../../render/spec.ts';
import {
  registryEnvironment,
  registryLogin,
  registryPermissions,
  usesJobToken,
} from './registry.ts';
import { scanSteps } from './scan.ts';
import { action, checkout, expression, permissions } from '../workflows/workflow.ts';
import type { Jobs, Mapping, Permissions } from '../workflows/workflow.ts';

/** What every build of a component's image says, published or not. */
export const buildInputs = ({ image: { context, dockerfile } }: ComponentPlan): Mapping =>
  inputsOf(context, dockerfile);

const inputsOf = (context: string, dockerfile: string): Mapping => ({
  context,
  file: dockerfile,
  'build-args': `APP_VERSION=${expression('github.sha')}\nVCS_REVISION=${expression('github.sha')}`,
});

/** Id of the job that builds a component. */
export const buildJobOf = (component: string): string => `build_${component}`;

/** One job per component that builds, pushes and scans its image; `guard` says when and after what. */
export const buildJobs = (plan: Plan, guard: Mapping): Jobs =>
  Object.fromEntries(
    plan.components.map((component) => [
      buildJobOf(component.name),
      buildJob(plan, component, guard),
    ]),
  );

function buildJob(plan: Plan, component: ComponentPlan, guard: Mapping): Mapping {
  const { ci } = plan;
  const { repository, context, dockerfile } = component.image;
  return {
    name: `Build ${component.name}`,
    ...guard,
    'runs-on': ci.runner,
    'timeout-minutes': 45,
    ...(usesJobToken(plan)
      ? {}
      : {
          environment: new Commented(registryEnvironment, {
            after: 'contains the registry credentials, without reviewers',
          }),
        }),
    permissions: permissions(imagePermissions(plan)),
    outputs: { digest: expression(digest) },
    steps: [checkout(), ...imageSteps(plan, { repository, context, dockerfile })],
  };
}

const digest = 'steps.build.outputs.digest';

/** What a job may do that builds and pushes images. */
export const imagePermissions = (plan: Plan): Permissions => ({
  contents: ['read', 'to check out the sources'],
  ...registryPermissions(plan),
});

/** What is built; the values may be expressions. */
interface BuiltFrom {
  readonly repository: string;
  readonly context: string;
  readonly dockerfile: string;
}

/** Steps that build, push and scan an image; the step `build` has its digest, and those that scan are `scanned`. */
export const imageSteps = (
  plan: Plan,
  { repository, context, dockerfile }: BuiltFrom,
  scanned: Mapping = {},
): readonly Mapping[] => [
  action('Set up Buildx', 'docker/setup-buildx-action', { 'cache-binary': false }),
  ...registryLogin(plan),
  action(
    'Build and push',
    'docker/build-push-action',
    {
      ...inputsOf(context, dockerfile),
      push: true,
      tags: `${repository}:${expression('github.sha')}`,
      provenance: 'mode=max',
      sbom: true,
      'no-cache': true,
    },
    { id: 'build' },
  ),
  ...scanSteps(plan.ci.scan, { repository, digest: expression(digest) }).map((step) => ({
    ...step,
    ...scanned,
  })),
];
