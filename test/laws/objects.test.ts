import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { expect, test } from 'vitest';
import { allFiles } from '../../src/files/index.ts';
import { plainOf } from '../../src/files/render.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { accepted } from '../config/arbitrary.ts';
import { invariants } from './invariants.ts';
import { at, modelOf, podsOf, type Model, type Plain } from './model.ts';
import { networkBreaches, unprotected } from './network.ts';

const plans = accepted(Number(process.env['OBJECT_RUNS'] ?? 200), 3).configs.map(({ config }) => makePlan(config));
const models: readonly Model[] = plans.flatMap((plan) => plan.environments.map((environment) => modelOf(plan, environment)));

test('there is much to look at', () => {
  expect(models.length).toBeGreaterThan(200);
  expect(new Set(models.flatMap(({ objects }) => objects.map(({ kind }) => kind)))).toEqual(
    new Set(['ServiceAccount', 'ConfigMap', 'Deployment', 'Service', 'PodDisruptionBudget', 'NetworkPolicy', 'VirtualService', 'Cluster', 'Pooler', 'ObjectStore', 'ScheduledBackup', 'PersistentVolumeClaim']),
  );
});

test.each(Object.entries(invariants))('%s', (_, invariant) => {
  expect(distinct(models.flatMap(invariant))).toEqual([]);
});

test('network policies admit every declared edge and no other', () => {
  expect(distinct(models.flatMap(networkBreaches))).toEqual([]);
  expect(distinct(models.flatMap(unprotected))).toEqual([]);
});

test('the schema of Kubernetes or its custom resource accepts every object, field by field', () => {
  expect(distinct(models.flatMap(({ objects }) => objects.flatMap(schemaErrors)))).toEqual([]);
});

test('the schemas accept Applications, their projects and every kustomization', () => {
  const documents = plans.flatMap((plan) => allFiles(plan).flatMap(({ path, content }) => (/^(argocd|k8s)\/.*\.yaml$/.test(path) && !path.includes('/patches/') && content.kind === 'yaml' ? content.documents.map((document) => plainOf(document) as Plain) : [])));
  for (const kind of ['Application', 'AppProject', 'Kustomization', 'Component']) expect(documents.some((document) => document['kind'] === kind)).toBe(true);
  expect(distinct(documents.flatMap(schemaErrors))).toEqual([]);
});

test('Applications lead to the overlay, branch and namespace of their environment, and the project allows it', () => {
  for (const plan of plans) {
    const files = new Map(allFiles(plan).map((file) => [file.path, file]));
    const documentAt = (path: string): unknown => {
      const content = files.get(path)?.content;
      return content?.kind === 'yaml' && content.documents[0] !== undefined ? plainOf(content.documents[0]) : undefined;
    };
    const project = documentAt('argocd/project.yaml');
    for (const environment of plan.environments) {
      const application = documentAt(`argocd/applications/${environment.name}.yaml`);
      const overlay = documentAt(`${String(at(application, 'spec', 'source', 'path'))}/kustomization.yaml`);
      expect(at(overlay, 'namespace')).toBe(environment.namespace);
      expect(at(application, 'spec', 'destination')).toEqual({ server: environment.cluster, namespace: environment.namespace });
      expect(at(application, 'spec', 'source', 'targetRevision')).toBe(environment.branch);
      expect(at(application, 'spec', 'project')).toBe(at(project, 'metadata', 'name'));
      expect(at(project, 'spec', 'sourceRepos')).toContain(at(application, 'spec', 'source', 'repoURL'));
      expect(at(project, 'spec', 'destinations')).toContainEqual(at(application, 'spec', 'destination'));
      const allowed = (at(project, 'spec', 'namespaceResourceWhitelist') as Plain[]).map(({ group, kind }) => `${String(group)}/${String(kind)}`);
      for (const { apiVersion, kind } of modelOf(plan, environment).objects) expect(allowed).toContain(`${String(apiVersion).includes('/') ? String(apiVersion).split('/')[0] : ''}/${String(kind)}`);
      const images = at(documentAt(`k8s/overlays/${environment.name}/release/kustomization.yaml`), 'images') as Plain[];
      for (const { component } of environment.workloads) expect(images.map(({ name }) => name)).toContain(component.image.repository);
    }
  }
});

const planted: readonly (readonly [keyof typeof invariants, (model: Model) => void])[] = [
  ['secretsExist', (model) => set(firstContainer(model), 'env', [{ name: 'A', valueFrom: { secretKeyRef: { name: 'nowhere', key: 'a' } } }])],
  ['configMapsExist', (model) => set(firstContainer(model), 'envFrom', [{ configMapRef: { name: 'nowhere' } }])],
  ['accountsExist', (model) => set(podsOf(model)[0]?.template['spec'], 'serviceAccountName', 'nobody')],
  ['fieldsExist', (model) => set(firstContainer(model), 'env', [{ name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.labels['nope']" } } }])],
  ['variablesAreUnique', (model) => set(firstContainer(model), 'env', [{ name: 'A' }, { name: 'A' }])],
  ['portsExist', (model) => set(firstContainer(model), 'ports', [])],
  ['namesFit', (model) => set(model.objects[0]?.['metadata'], 'name', 'x'.repeat(64))],
  ['imagesAreReleased', (model) => set(firstContainer(model), 'image', 'other:1')],
  ['wavesFollowReferences', (model) => set(at(model.objects.find(({ kind }) => kind === 'ConfigMap'), 'metadata', 'annotations'), 'argocd.argoproj.io/sync-wave', '9')],
  ['podsAreRestricted', (model) => set(firstContainer(model), 'securityContext', {})],
  ['workloadsMove', (model) => set(at(podsOf(model)[0]?.owner, 'spec', 'selector'), 'matchLabels', { a: 'b' })],
];

test.each(planted)('a planted breach of %s is found', (name, plant) => {
  const [plan] = plans;
  const [environment] = plan?.environments ?? [];
  if (plan === undefined || environment === undefined) throw new Error('no plan');
  const model = structuredClone({ ...modelOf(plan, environment) });
  expect(invariants[name](model)).toEqual([]);
  plant(model);
  expect(invariants[name](model)).not.toEqual([]);
});

const firstContainer = (model: Model): unknown => podsOf(model)[0]?.containers[0];
const set = (value: unknown, key: string, to: unknown): void => void Reflect.set(value as object, key, to);

const ajv = new Ajv({ strict: false, logger: false, allErrors: true, unicodeRegExp: false, validateFormats: false });
const validators = new Map<string, ValidateFunction>();

function schemaErrors(object: Plain): string[] {
  const [apiVersion, kind] = [String(object['apiVersion']), String(object['kind']).toLowerCase()];
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const schemas = join(import.meta.dirname, '../schemas');
  const core = join(schemas, 'core', `${kind}-${[(group ?? '').split('.')[0], version].filter((part) => part !== '').join('-')}.json`);
  const file = existsSync(core) ? core : join(schemas, 'crds', group ?? '', `${kind}_${version}.json`);
  const validate = validators.get(file) ?? ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
  validators.set(file, validate);
  return validate(object) ? [] : (validate.errors ?? []).map(({ instancePath, message, params }) => `${kind} ${instancePath}: ${message ?? ''} ${JSON.stringify(params)}`);
}

const distinct = (lines: readonly string[]): string[] => [...new Set(lines)].slice(0, 8);
