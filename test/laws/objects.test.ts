import { expect, test } from 'vitest';
import { allFiles } from '../../src/files/index.ts';
import { plainOf } from '../../src/render/render.ts';
import { makePlan } from '../plan/make-plan.ts';
import { accepted } from '../config/arbitrary.ts';
import { sampleOf } from '../sample.ts';
import { everything, everythingBehind } from './everything.ts';
import { invariants } from './invariants.ts';
import { modelOf, type Model, type Plain } from './model.ts';
import { sampledPlan } from './sampled.ts';
import { networkBreaches, unprotected } from './network.ts';
import { schemaErrors } from './schemas.ts';
import { unstored } from './stored-form.ts';

/** A sample, and what leads to every kind of object: few random configs have an Ingress. */
const plans = [
  ...sampleOf(accepted(200, 3).configs, 80).map(({ config }) => makePlan(config)),
  everything,
  ...Object.values(everythingBehind),
].map(sampledPlan);
const models: readonly Model[] = plans.flatMap((plan) =>
  plan.environments.map((environment) => modelOf(plan, environment)),
);

test('there is much to look at', () => {
  expect(models.length).toBeGreaterThan(100);
  expect(new Set(models.flatMap(({ objects }) => objects.map(({ kind }) => kind)))).toEqual(
    new Set([
      'ServiceAccount',
      'ConfigMap',
      'Deployment',
      'Service',
      'PodDisruptionBudget',
      'NetworkPolicy',
      'VirtualService',
      'HTTPRoute',
      'Ingress',
      'Certificate',
      'Cluster',
      'Pooler',
      'ObjectStore',
      'ScheduledBackup',
      'PersistentVolumeClaim',
      'HorizontalPodAutoscaler',
      'ServiceMonitor',
      'PrometheusRule',
      'AlertmanagerConfig',
      'Configuration',
      'Component',
      'Subscription',
    ]),
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

test('every object is in the form that a server stores', () => {
  expect(distinct(models.flatMap(({ objects }) => objects.flatMap(unstored)))).toEqual([]);
});

test('the schemas accept Applications, their projects and every kustomization', () => {
  const documents = sampleOf(plans, 30).flatMap((plan) =>
    allFiles(plan).flatMap(({ path, content }) =>
      /^(argocd|k8s\/(base|overlays))\/.*\.yaml$/.test(path) &&
      !path.includes('/patches/') &&
      content.kind === 'yaml'
        ? content.documents.map((document) => plainOf(document) as Plain)
        : [],
    ),
  );
  for (const kind of ['Application', 'AppProject', 'Kustomization', 'Component'])
    expect(documents.some((document) => document['kind'] === kind)).toBe(true);
  expect(distinct(documents.flatMap(schemaErrors))).toEqual([]);
});

const distinct = (lines: readonly string[]): string[] => [...new Set(lines)].slice(0, 8);
