import { CONFIG_PATH } from '../domain/file-paths.ts';
import { joinPath } from '../domain/paths.ts';

/** Every path of the generated repository, in one place. */
export const paths = {
  config: CONFIG_PATH,
  /** Of everything, or of one namespace of several. */
  base: (file: string, part?: string): string =>
    part === undefined ? `k8s/base/${file}` : `k8s/base/${part}/${file}`,
  /** `folder` is an environment, or a part of one: `production/data`. */
  overlay: (folder: string, file = ''): string =>
    file === '' ? `k8s/overlays/${folder}` : `k8s/overlays/${folder}/${file}`,
  release: (environment: string): string =>
    `k8s/overlays/${environment}/release/kustomization.yaml`,
  chart: (file = ''): string => (file === '' ? 'chart' : `chart/${file}`),
  charts: (name = ''): string => (name === '' ? 'charts' : `charts/${name}`),
  chartRelease: (folder: string, environment: string): string =>
    `${folder}/release-${environment}.yaml`,
  /**
   * Files of values in the order in which Helm reads them after values.yaml:
   * ours, people's, CI's. Several charts read one file of CI's, above them.
   */
  values: (environment: string, upToRelease: '' | '../' = '') =>
    [
      `values-${environment}.yaml`,
      `custom-${environment}.yaml`,
      `${upToRelease}release-${environment}.yaml`,
    ] as const,
  secrets: (environment: string, file: string): string =>
    `k8s/overlays/${environment}/secrets/${file}`,
  plainSecret: (environment: string, secret: string): string =>
    `k8s/overlays/${environment}/secrets/${secret}.secret.yaml`,
  sealedSecret: (environment: string, secret: string): string =>
    `k8s/overlays/${environment}/secrets/sealed-${secret}.yaml`,
  secretTemplate: (environment: string, secret: string): string =>
    `k8s/overlays/${environment}/secrets/${secret}.secret.yaml.example`,
  /** Where a config asks for it: seals the secrets of the folder that it is in. */
  folderSealScript: (environment: string): string =>
    `k8s/overlays/${environment}/secrets/convert-secret.sh`,
  sealingCertificate: (environment: string): string =>
    `k8s/overlays/${environment}/secrets/sealing-certificate.pem`,
  application: (environment: string): string => `argocd/applications/${environment}.yaml`,
  appProject: 'argocd/project.yaml',
  rootApp: 'argocd/root.yaml',
  workflow: (name: string): string => `.github/workflows/${name}.yaml`,
  runbook: (topic: string): string => `docs/runbooks/${topic}.md`,
  decision: (slug: string): string => `docs/decisions/${slug}.md`,
  createSecretsScript: 'scripts/create-secrets.sh',
  sealScript: 'scripts/convert-secret.sh',
  secureSecretsScript: 'scripts/secure-secrets.sh',
  gitleaks: '.gitleaks.toml',
  githubSetupScript: 'scripts/github-setup.sh',
  releaseScript: 'scripts/release.sh',
  deployScript: 'scripts/deploy.sh',
  firstDeploy: 'docs/first-deploy.md',
  architecture: 'docs/architecture.md',
  compose: 'compose.yaml',
  environmentExample: (context: string): string => joinPath(context, '.env.example'),
  bootstrap: (file = ''): string =>
    file === '' ? 'k8s/cluster-bootstrap' : `k8s/cluster-bootstrap/${file}`,
  preflightScript: 'scripts/preflight.sh',
  cost: 'docs/cost.md',
  requirements: 'docs/requirements.md',
} as const;

/** Workflow that deploys to an environment. */
export const deployWorkflow = (environment: string): string => `deploy-${environment}`;
/** Workflow that validates pull requests. */
export const pullRequestWorkflow = 'pull-request';
