import type { ComponentPlan, Plan } from '../../plan/plan.ts';
import { Commented } from '../spec.ts';
import { registryEnvironment, registryLogin, usesGithubToken } from './registry.ts';
import { scanSteps } from './scan.ts';
import { action, checkout, expression, permissions } from './workflow.ts';
import type { Jobs, Mapping } from './workflow.ts';

/** What every build of a component's image says, published or not. */
export const buildInputs = ({ image: { context, dockerfile } }: ComponentPlan): Mapping => ({
  context, file: dockerfile,
  'build-args': `APP_VERSION=${expression('github.sha')}\nVCS_REVISION=${expression('github.sha')}`,
});

/** Id of the job that builds a component. */
export const buildJobOf = (component: string): string => `build_${component}`;

/** One job per component that builds, pushes and scans its image; `guard` says when and after what. */
export const buildJobs = (plan: Plan, guard: Mapping): Jobs =>
  Object.fromEntries(plan.components.map((component) => [buildJobOf(component.name), buildJob(plan, component, guard)]));

function buildJob({ ci }: Plan, component: ComponentPlan, guard: Mapping): Mapping {
  const { repository } = component.image;
  const digest = 'steps.build.outputs.digest';
  return {
    name: `Build ${component.name}`, ...guard, 'runs-on': ci.runner, 'timeout-minutes': 45,
    ...(usesGithubToken(ci, repository) ? {} : { environment: new Commented(registryEnvironment, { after: 'holds the credentials of the registry, without reviewers' }) }),
    permissions: permissions({
      contents: ['read', 'to check out the sources'],
      ...(usesGithubToken(ci, repository) ? { packages: ['write', 'to push the image'] } : {}),
    }),
    outputs: { digest: expression(digest) },
    steps: [
      checkout(),
      action('Set up Buildx', 'docker/setup-buildx-action', { 'cache-binary': false }),
      ...registryLogin(ci, repository),
      action('Build and push', 'docker/build-push-action', {
        ...buildInputs(component), push: true, tags: `${repository}:${expression('github.sha')}`, provenance: 'mode=max', sbom: true, 'no-cache': true,
      }, { id: 'build' }),
      ...scanSteps(ci.scan, { repository, digest: expression(digest) }),
    ],
  };
}
