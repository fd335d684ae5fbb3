import {
  action,
  checkout,
  expression,
  readSources,
  run,
  setUpNode,
  type Mapping,
  type Workflow,
} from './workflow.ts';

/** What a change must pass. */
export const build: Workflow = {
  name: 'Build',
  on: { pull_request: {}, push: { branches: ['main'] } },
  concurrency: {
    group: `build-${expression('github.ref')}`,
    'cancel-in-progress': true,
  },
  jobs: {
    lint: job('Lint', 10, [
      run('Check types', 'npm run typecheck'),
      run('Lint', 'npm run lint'),
      run('Check the format', 'npm run format:check'),
      run(
        'Check that what is generated is committed',
        `
npx projen
npm run examples
npm run docs
git diff --exit-code
`,
      ),
    ]),
    unit: {
      ...job(`Unit (Node ${expression('matrix.node')}, ${expression('matrix.os')})`, 25, [
        run('Test', 'npm run unit'),
      ]),
      'runs-on': expression('matrix.os'),
      strategy: {
        'fail-fast': false,
        matrix: {
          os: ['ubuntu-24.04', 'macos-15', 'windows-2025'],
          node: ['20.19', '22', '24'],
        },
      },
    },
    conformance: job('Conformance', 60, [
      action('Set up Python', 'actions/setup-python', { 'python-version': '3.13' }),
      run('Judge and test with real tools', 'npm run conformance'),
    ]),
    live: job('Live cluster', 60, [
      action('Set up Go', 'actions/setup-go', { 'go-version': '1.26' }),
      run('Run scenarios in a cluster', 'sudo --preserve-env=PATH,HOME npm run live'),
    ]),
    package: job('Package', 20, [
      run('Check the package', 'npm run package'),
      run('Rehearse the release', 'npm run release:dry-run'),
    ]),
  },
};

function job(name: string, minutes: number, steps: readonly Mapping[]): Mapping {
  const isMatrix = name.includes('matrix.');
  return {
    name,
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': minutes,
    permissions: readSources,
    steps: [
      checkout(),
      setUpNode(isMatrix ? expression('matrix.node') : 24),
      run('Install', 'npm ci'),
      ...steps,
    ],
  };
}
