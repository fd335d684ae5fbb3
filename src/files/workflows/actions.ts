import { Commented } from '../../render/spec.ts';

/**
 * Every action that a workflow may use: its commit and the tag that
 * commit has. The only place; an upgrade of this tool moves them.
 */
export const actions = {
  'actions/checkout': { sha: '3d3c42e5aac5ba805825da76410c181273ba90b1', version: 'v7.0.1' },
  'actions/upload-artifact': { sha: 'bbbca2ddaa5d8feaa63e36b76fdaad77386f024f', version: 'v7.0.0' },
  'actions/setup-node': { sha: '820762786026740c76f36085b0efc47a31fe5020', version: 'v7.0.0' },
  'actions/setup-go': { sha: '4a3601121dd01d1626a1e23e37211e3254c1c06c', version: 'v6.4.0' },
  'actions/setup-python': { sha: '5fda3b95a4ea91299a34e894583c3862153e4b97', version: 'v7.0.0' },
  'actions/create-github-app-token': {
    sha: '1b10c78c7865c340bc4f6099eb2f838309f1e8c3',
    version: 'v3.1.1',
  },
  'pnpm/action-setup': { sha: '0977fd99725f1db4007ccb2928dbb4e90d06cc86', version: 'v6.0.10' },
  'docker/setup-buildx-action': {
    sha: '37fe631027851001ddb9b187196cc803df7f5f0e',
    version: 'v4.3.0',
  },
  'docker/login-action': { sha: '4907a6ddec9925e35a0a9e82d7399ccc52663121', version: 'v4.1.0' },
  'docker/build-push-action': {
    sha: '53b7df96c91f9c12dcc8a07bcb9ccacbed38856a',
    version: 'v7.3.0',
  },
  'azure/setup-helm': { sha: '9bc31f4ebc9c6b171d7bfbaa5d006ae7abdb4310', version: 'v5.0.1' },
  'digitalocean/action-doctl': {
    sha: '135ac0aa0eed4437d547c6f12c364d3006b42824',
    version: 'v2.5.1',
  },
  'bitwarden/sm-action': { sha: '27c0c9dcab679d7250dbab91227c85b49ffa5e0f', version: 'v3.0.0' },
  'aquasecurity/trivy-action': {
    sha: 'ed142fd0673e97e23eac54620cfb913e5ce36c25',
    version: 'v0.36.0',
  },
} as const;

/** Name of an action in the table. */
export type ActionName = keyof typeof actions;

/** The value of `uses:`: pinned by commit, with the tag beside it for people. */
export const uses = (name: ActionName): Commented =>
  new Commented(`${name}@${actions[name].sha}`, { after: actions[name].version });

/** Programs that a job installs from source; Go checks what it downloads against its checksum database. */
export const goPrograms = {
  kubeconform: 'github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0',
  grype: 'github.com/anchore/grype/cmd/grype@v0.121.2',
} as const;
