/** How a `run:` step is known to work: a test runs its script, or a reason why none can. */
export type Evidence =
  | { readonly file: string; readonly test: string }
  | { readonly exempt: string };

/** Runs the script in the example's own repository, made from nothing, with the tool installed from its tarball. */
export const inRepository: Evidence = {
  file: 'test/conformance/run-steps.test.ts',
  test: 'the checks and releases of %s work from an empty folder, as its workflows say them',
};
const push = (test: string): Evidence => ({ file: 'test/ci/push-release.test.ts', test });
const comparison = (test: string): Evidence => ({ file: 'test/ci/rendered-diff.test.ts', test });
const here = (test: string): Evidence => ({ file: 'test/conformance/run-steps.test.ts', test });

/** Every `run:` step of services that Argo CD delivers. */
const pulledLedger: Readonly<Record<string, readonly Evidence[]>> = {
  'checks/server/Install the locked packages': [inRepository],
  'checks/server/Check types': [inRepository],
  'checks/server/Lint': [inRepository],
  'checks/server/Unit tests': [inRepository],
  'checks/server/Integration tests': [inRepository],
  'checks/server/Look for circular imports': [
    inRepository,
    { file: 'test/conformance/starter.test.ts', test: 'a cycle of imports is found' },
  ],
  'checks/server/Validate data files': [inRepository],
  'checks/server/Audit dependencies': [
    {
      exempt:
        'what it says changes with the advisories of the day, and the registry of a test need not serve them',
    },
  ],
  'checks/ci_repository/Install the locked packages': [inRepository],
  'checks/ci_repository/Check generated files for drift': [inRepository],
  'checks/ci_manifests/Build every overlay': [inRepository],
  'checks/ci_manifests/Render the chart for every environment': [inRepository],
  'checks/ci_manifests/Build the folders of sealed secrets': [inRepository],
  'checks/ci_manifests/Install kubeconform': [inRepository],
  'checks/ci_manifests/Validate against Kubernetes schemas': [inRepository],
  'deploy-dev/ci_release/Install the locked packages': [inRepository],
  'deploy-dev/ci_release/Write the release and push it': [
    inRepository,
    push(
      'a deployment pushes what it built; its merge is promoted while releases and secrets come in between',
    ),
  ],
  'deploy-dev/ci_notify/Tell Slack': [
    here('a failed deployment is told to the channel, whatever the names are'),
  ],
  'deploy-prod/ci_promote/Install the locked packages': [inRepository],
  'deploy-prod/ci_promote/Write the release and push it': [
    inRepository,
    push(
      'a deployment pushes what it built; its merge is promoted while releases and secrets come in between',
    ),
  ],
  'deploy-prod/ci_hotfix/Install the locked packages': [inRepository],
  'deploy-prod/ci_hotfix/Write the release and push it': [
    push('sources that came after the approval stop a promotion; a hotfix is built from them'),
  ],
  'deploy-prod/ci_notify/Tell Slack': [
    here('a failed deployment is told to the channel, whatever the names are'),
  ],
  'pull-request/ci_rendered/Install the locked packages': [inRepository],
  'pull-request/ci_rendered/Compare the objects of each environment': [
    comparison('a comparison that ends with %i is handed on'),
    comparison('a comparison that fails fails the job'),
  ],
  'pull-request/ci_comment/Create or update the comment': [
    comparison('our comment is brought up to date'),
    comparison('a change without a comment is one new comment'),
  ],
  'pull-request/ci_result/Require all jobs to pass': [
    here('the required check is green when all jobs are, and names the others'),
  ],
};

const pushed = (test: string): Evidence => ({
  file: 'test/conformance/push-workflows.test.ts',
  test,
});
const whole = pushed(
  'a push is built, deployed and recorded; a release of that record is promoted and recorded, too',
);
const hotfixed = pushed(
  'an untested release is refused before the cluster is asked; a hotfix is built from the branch',
);
const repeated = pushed(
  'what git says is deployed again, from the tag of a release or from the branch',
);
const late = pushed(
  'a build that is older than what runs deploys nothing, and a hotfix says so in red',
);
const refused = pushed('%s, started where it does nothing, is red and says what to choose');
const installed: Evidence = {
  exempt:
    'the same words as in the release jobs, where they are run from the lockfile of an example',
};
const toCluster = ['Connect to the cluster', 'Deploy', 'Remove the cluster credentials'] as const;
const built = [
  'Switch to the branch',
  'Check for a newer deployment',
  'Collect the built images',
  'Write the release',
  ...toCluster,
  'Record the deployment',
] as const;
const rows = (
  job: string,
  names: readonly string[],
  ...evidence: readonly Evidence[]
): Record<string, readonly Evidence[]> =>
  Object.fromEntries(names.map((name) => [`${job}/${name}`, evidence]));

/** Every `run:` step that a service has of its own when CI deploys it to staging and production. */
export const pushedLedger: Readonly<Record<string, readonly Evidence[]>> = {
  'build/ci_images/Write the digest': [
    {
      exempt:
        'one printf of what the step before has said; the deployment that reads the file is run',
    },
  ],
  ...rows(
    'deploy-staging/ci_deploy',
    built,
    whole,
    pushed('a deployment that fails is rolled back, and git does not hear of it'),
  ),
  ...rows('deploy-staging/ci_again', ['Switch to the branch', ...toCluster], repeated),
  ...rows(
    'deploy-production/ci_promote',
    [
      'Switch to the branch',
      'Check that the release is on the branch',
      'Copy the tested release',
      ...toCluster,
      'Record the deployment',
    ],
    whole,
  ),
  ...rows(
    'deploy-production/ci_again',
    ['Switch to the branch', 'Check that the release is on the branch', ...toCluster],
    repeated,
  ),
  'deploy-production/ci_images/Write the digest': [
    {
      exempt:
        'one printf of what the step before has said; the deployment that reads the file is run',
    },
  ],
  ...rows('deploy-production/ci_hotfix', built, hotfixed, late),
  ...Object.fromEntries(
    ['build', 'deploy-staging', 'deploy-production'].map((file) => [
      `${file}/ci_refuse/Explain how to start a deployment`,
      [refused],
    ]),
  ),
  ...Object.fromEntries(
    ['deploy-staging/ci_deploy', 'deploy-production/ci_promote', 'deploy-production/ci_hotfix'].map(
      (job) => [`${job}/Install the locked packages`, [installed]],
    ),
  ),
  'checks/ci_manifests/Render every environment': [inRepository],
};

const next: Evidence = {
  file: 'test/conformance/starter-next.test.ts',
  test: 'the starter installs, passes its own checks, builds, and runs from a folder that it cannot write to: %s',
};
const python: Evidence = {
  file: 'test/conformance/starter-python.test.ts',
  test: 'uv: two components of one folder pass checks and run; without its stores one is unhealthy',
};
const audited: Evidence = {
  exempt:
    'what it says changes with the advisories of the day, and the registry of a test need not serve them',
};

/** Every `run:` step of the examples' workflows. */
export const ledger: Readonly<Record<string, readonly Evidence[]>> = {
  ...pulledLedger,
  ...pushedLedger,
  ...rows(
    'checks/frontend',
    [
      'Install the locked packages',
      'Check types',
      'Lint',
      'Unit tests',
      'Integration tests',
      'Look for circular imports',
    ],
    next,
  ),
  ...rows(
    'checks/backend',
    [
      'Install uv',
      'Install the locked packages',
      'Check types',
      'Lint',
      'Unit tests',
      'Integration tests',
    ],
    python,
  ),
  ...rows('checks', ['frontend/Audit dependencies', 'backend/Audit dependencies'], audited),
};
