import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { ConfigInput } from '../../../../src/index.ts';
import type { Consequence } from '../../../../src/review/consequences/consequences.ts';
import { waitForApplication, type ApplicationStatus } from '../../controllers/application.ts';
import { makeRepository, type Clone } from '../../rig/clone.ts';
import { kubectl } from '../../rig/kubectl.ts';
import type { Rig } from '../../rig/rig.ts';
import type { Stage } from '../../scenario.ts';

/** An environment of a repository, as its Application names it. */
export interface Deployed {
  readonly environment: string;
  readonly application: string;
  readonly namespace: string;
  readonly branch: string;
}

interface Source {
  readonly targetRevision: string;
}

/** What an environment is deployed as. */
export function deployedAs({ folder }: Clone, environment: string): Deployed {
  const { metadata, spec } = parse(
    readFileSync(join(folder, applicationFile(environment)), 'utf8'),
  ) as {
    metadata: { name: string };
    spec: { source?: Source; sources?: readonly Source[]; destination: { namespace: string } };
  };
  return {
    environment,
    application: metadata.name,
    namespace: spec.destination.namespace,
    // With a chart there is a second one, for the secrets, of the same branch.
    branch: (spec.source ?? spec.sources?.[0])?.targetRevision ?? '',
  };
}

const applicationFile = (environment: string): string => `argocd/applications/${environment}.yaml`;

/** Makes the repository of a service out of its config alone, with a branch for each environment. */
export async function makeService(
  stage: Stage,
  config: ConfigInput & { readonly repository: string },
  branches: readonly string[] = ['main'],
): Promise<Clone> {
  const source = join(stage.rig.folder, 'configs', config.name);
  rmSync(source, { recursive: true, force: true });
  mkdirSync(source, { recursive: true });
  const name = new URL(config.repository).pathname.slice(1);
  const clone = await makeRepository(stage, name, source, branches);
  await regenerate(clone, config);
  await clone.push('feat: generate the service', ...branches);
  return clone;
}

/** What the tool tells of a change before it is written. */
export type Told = Pick<Consequence, 'id' | 'way'>;

/** Writes the config of a service, and everything that follows from it; gives what was told. */
export async function regenerate(clone: Clone, config: ConfigInput): Promise<readonly Told[]> {
  writeFileSync(
    join(clone.folder, '.projenrc.ts'),
    "import { GitOpsService } from 'create-gitops-service';\n\n" +
      `new GitOpsService(${JSON.stringify(config, null, 2)}).synth();\n`,
  );
  const said = await clone.gitops('resync', '--accept', 'all', '--json');
  return (JSON.parse(said) as { readonly consequences: readonly Told[] }).consequences;
}

/** Values of secrets, by the name of the secret and the key. */
export type SecretValues = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Seals every secret of an environment as the document of the first deployment says, and gives the values. */
export async function sealSecrets(clone: Clone, environment: string): Promise<SecretValues> {
  await clone.gitops('secrets', 'certificate', environment, '--context', environment);
  await clone.gitops('secrets', 'init', environment);
  for (const file of plainFiles(clone, environment))
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('REPLACE_ME', 'filled-in'));
  const values = plainSecrets(clone, environment);
  await clone.gitops('seal', environment, '--remove');
  await clone.gitops('secrets', 'status', environment);
  return values;
}

/** The values of an environment's secrets, as long as their plain files are there. */
export function plainSecrets(clone: Clone, environment: string): SecretValues {
  const documents = plainFiles(clone, environment)
    .flatMap((file) => parseAllDocuments(readFileSync(file, 'utf8')))
    .map((document): PlainSecret => document.toJS());
  return Object.fromEntries(
    documents.map(({ metadata, stringData }) => [metadata.name, stringData]),
  );
}

interface PlainSecret {
  readonly metadata: { readonly name: string };
  readonly stringData: SecretValues[string];
}

/** Those of every namespace. */
function plainFiles({ folder }: Clone, environment: string): readonly string[] {
  const overlay = join(folder, 'k8s/overlays', environment);
  return readdirSync(overlay, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.secret.yaml'))
    .map((path) => join(overlay, path));
}

/** What is changed of an object; one that is not there is an error of kustomize. */
export interface Patched {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly spec: unknown;
}

/** Changes objects of an environment by hand, where its owners may. */
export function customize(clone: Clone, environment: string, patches: readonly Patched[]): void {
  const component = {
    apiVersion: 'kustomize.config.k8s.io/v1alpha1',
    kind: 'Component',
    patches: patches.map(({ name, ...patched }) => ({
      patch: JSON.stringify({ ...patched, metadata: { name } }),
    })),
  };
  const path = join(clone.folder, 'k8s/overlays', environment, 'custom/kustomization.yaml');
  writeFileSync(path, JSON.stringify(component, null, 2));
}

/** The newest commit of a branch, as everybody else sees it. */
export async function newestOf(clone: Clone, branch: string): Promise<string> {
  const line = await clone.run('git', 'ls-remote', 'origin', `refs/heads/${branch}`);
  return line.split('\t')[0] ?? '';
}

/** An image of a component whose digest nobody built: the tag says what becomes of its pods. */
export const imageOf = (tag: string, digit: string): string =>
  `${tag}@sha256:${digit.repeat(64).slice(0, 64)}`;

/** Applies project and Application of an environment, and waits until it is Synced and Healthy at a commit. */
export async function applyApplication(
  rig: Rig,
  clone: Clone,
  environment: string,
  wait: { readonly commit?: string; readonly seconds?: number } = {},
): Promise<ApplicationStatus> {
  const files = ['argocd/project.yaml', applicationFile(environment)];
  for (const file of files) await kubectl(rig, ['apply', '-f', join(clone.folder, file)]);
  const { application } = deployedAs(clone, environment);
  return waitForApplication(rig, application, wait);
}
