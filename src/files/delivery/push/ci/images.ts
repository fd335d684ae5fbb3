import type { Plan } from '../../../../plan/plan.ts';
import { Commented } from '../../../../render/spec.ts';
import { imagePermissions, imageSteps } from '../../../ci/build.ts';
import { registryEnvironment, usesJobToken } from '../../../ci/registry.ts';
import { action, checkout, expression, permissions, run } from '../../../workflows/workflow.ts';
import type { Mapping } from '../../../workflows/workflow.ts';

/** Id of the job that builds the images of all components. */
export const imagesJob = 'ci_images';

const artifactOf = (component: string): string => `digest-${component}`;

/**
 * One job for each component that builds, pushes and scans its
 * image, and keeps the digest for the run that deploys.
 */
export function buildImages(
  plan: Plan,
  guard: Mapping,
  { isUrgent }: { readonly isUrgent: boolean },
): Mapping {
  const { ci, components } = plan;
  return {
    name: `Build ${expression('matrix.component')}`,
    ...guard,
    'runs-on': ci.runner,
    'timeout-minutes': 45,
    strategy: {
      'fail-fast': false,
      matrix: {
        include: components.map(({ name, image: { repository, context, dockerfile } }) => ({
          component: name,
          image: repository,
          context: context === '.' ? context : `./${context}`,
          dockerfile,
        })),
      },
    },
    ...(usesJobToken(plan)
      ? {}
      : {
          environment: new Commented(registryEnvironment, {
            after: 'contains the registry credentials, without reviewers',
          }),
        }),
    permissions: permissions(imagePermissions(plan)),
    steps: [
      checkout(),
      ...imageSteps(
        plan,
        {
          repository: expression('matrix.image'),
          context: expression('matrix.context'),
          dockerfile: expression('matrix.dockerfile'),
        },
        isUrgent
          ? {
              'continue-on-error': new Commented(true, {
                after:
                  'a reviewed hotfix does not wait for an advisory; the build of the branch fails instead',
              }),
            }
          : {},
      ),
      run('Write the digest', 'printf \'%s\\n\' "${DIGEST}" >"${RUNNER_TEMP}/digest"', {
        env: { DIGEST: expression('steps.build.outputs.digest') },
      }),
      action('Upload the digest', 'actions/upload-artifact', {
        name: artifactOf(expression('matrix.component')),
        path: `${expression('runner.temp')}/digest`,
        'if-no-files-found': 'error',
        overwrite: true,
        'retention-days': 30,
      }),
    ],
  };
}

/**
 * The step that names the images of a run,
 * `<component>=<image>:<commit>@<digest>` a line, in
 * `${RUNNER_TEMP}/images`.
 */
export const nameBuiltImages = (
  { components }: Plan,
  { run: id, sha, more }: { readonly run: string; readonly sha: string; readonly more: Mapping },
): Mapping =>
  run(
    'Collect the built images',
    `
gh run download "\${RUN}" --pattern '${artifactOf('*')}' --dir "\${RUNNER_TEMP}/digests"
{
${components
  .map(
    ({ name, image }) =>
      '  echo ' +
      `"${name}=${image.repository}:\${SOURCE}@$(<"\${RUNNER_TEMP}/digests/${artifactOf(name)}/digest")"`,
  )
  .join('\n')}
} >"\${RUNNER_TEMP}/images"
cat "\${RUNNER_TEMP}/images"`,
    {
      ...more,
      env: {
        GH_TOKEN: expression('github.token'),
        GH_REPO: expression('github.repository'),
        RUN: expression(id),
        SOURCE: expression(sha),
      },
    },
  );
