import {
  getRelease,
  makeRelease,
  packRelease,
  proposeVersion,
  publishPackage,
  signTag,
} from './release-steps.ts';
import {
  action,
  checkout,
  expression,
  permissions,
  readSources,
  run,
  setUpNode,
  type Mapping,
  type Workflow,
} from './workflow.ts';

// renovate: datasource=go depName=github.com/sigstore/gitsign
const GITSIGN = 'v0.16.1';

const bot = {
  GIT_AUTHOR_NAME: 'github-actions[bot]',
  GIT_AUTHOR_EMAIL: '41898282+github-actions[bot]@users.noreply.github.com',
  GIT_COMMITTER_NAME: 'github-actions[bot]',
  GIT_COMMITTER_EMAIL: '41898282+github-actions[bot]@users.noreply.github.com',
};
const token = { GH_TOKEN: expression('github.token') };
const version = { VERSION: expression('needs.plan.outputs.version') };

/**
 * Versions and publishes. Started by hand it turns the changesets into a pull request; when that one is merged,
 * the changelog changes, and the version is published.
 */
export const release: Workflow = {
  name: 'Release',
  on: { workflow_dispatch: {}, push: { branches: ['main'], paths: ['CHANGELOG.md'] } },
  // A release is never cut in half.
  concurrency: { group: 'release', 'cancel-in-progress': false },
  jobs: {
    plan: {
      ...job('Decide what is next', 5),
      permissions: readSources,
      outputs: {
        next: expression('steps.next.outputs.next'),
        version: expression('steps.next.outputs.version'),
      },
      steps: [
        checkout({ 'fetch-depth': 0 }),
        setUpNode(),
        run('Look at changesets and tags', 'node scripts/release/next.ts >> "$GITHUB_OUTPUT"', {
          id: 'next',
        }),
      ],
    },
    version: {
      ...job('Propose the next version', 15),
      needs: 'plan',
      if: "needs.plan.outputs.next == 'version'",
      permissions: permissions({
        contents: ['write', 'to push the branch release/next'],
        'pull-requests': ['write', 'to open its pull request'],
      }),
      steps: [
        checkout(),
        setUpNode(),
        run('Install', 'npm ci --ignore-scripts'),
        run('Turn the changesets into a version', 'npm run release:version'),
        run('Open the pull request', proposeVersion, { env: { ...token, ...bot } }),
      ],
    },
    pack: {
      ...job('Pack', 20),
      needs: 'plan',
      if: "needs.plan.outputs.next == 'publish'",
      permissions: readSources,
      outputs: { sums: expression('steps.pack.outputs.sums') },
      steps: [
        checkout(),
        setUpNode(),
        run('Install', 'npm ci'),
        run('Check the package', 'npm run package'),
        run('Make the tarball, the SBOM and the notes', packRelease, { id: 'pack' }),
        action('Keep them for the next job', 'actions/upload-artifact', {
          name: 'release',
          path: 'release/',
          'if-no-files-found': 'error',
          'retention-days': 7,
        }),
      ],
    },
    publish: {
      ...job('Publish', 20),
      needs: ['plan', 'pack'],
      // A maintainer approves it there.
      environment: {
        name: 'npm',
        url: `https://www.npmjs.com/package/create-gitops-service/v/${expression('needs.plan.outputs.version')}`,
      },
      permissions: permissions({
        actions: ['read', 'to download what the job before has packed'],
        contents: ['write', 'to push the tag and make the GitHub release'],
        'id-token': ['write', 'to prove to npm and Sigstore which workflow this is'],
      }),
      steps: [
        checkout(),
        setUpNode(),
        run('Get the packed release', getRelease, {
          env: { ...token, SUMS: expression('needs.pack.outputs.sums') },
        }),
        run('Publish to npm with provenance', publishPackage, { env: version }),
        run('Install gitsign', `go install github.com/sigstore/gitsign@${GITSIGN}`),
        run('Sign and push the tag', signTag, {
          env: { ...token, ...bot, ...version, GITSIGN_TOKEN_PROVIDER: 'github-actions' },
        }),
        run('Make the GitHub release', makeRelease, { env: { ...token, ...version } }),
      ],
    },
  },
};

function job(name: string, minutes: number): Mapping {
  return { name, 'runs-on': 'ubuntu-24.04', 'timeout-minutes': minutes };
}
