import { expect, test } from 'vitest';
import { objects } from '../../src/files/k8s/objects.ts';
import { allFiles } from '../../src/files/index.ts';
import { plainOf } from '../../src/render/render.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { accepted } from '../config/arbitrary.ts';
import { sampleOf } from '../sample.ts';
import { tool } from '../judges/install.ts';
import { kubeconform } from '../judges/kubeconform.ts';
import { breachesOf } from '../laws/kustomize.ts';
import { sampledPlan } from '../laws/sampled.ts';

const all = accepted(500, 100).configs;
const configs = sampleOf(all, 200);

test(`kustomize 5 builds the model of every environment, for ${configs.length} random configs`, async () => {
  expect(all.length).toBe(500);
  expect(
    (
      await breachesOf(
        configs.map(({ config }) => config),
        tool('kustomize')[0] ?? '',
        5,
      )
    ).slice(0, 3),
  ).toEqual([]);
});

test(`kubeconform knows every field of the objects, Applications and kustomizations of ${configs.length} \
random configs`, async () => {
  const plans = configs.map(({ config }) => sampledPlan(makePlan(config)));
  const batches = Array.from({ length: Math.ceil(plans.length / 25) }, (_, index) =>
    plans.slice(index * 25, index * 25 + 25),
  );
  const overlays = batches.map((batch, index) => ({
    folder: `batch ${String(index)}`,
    manifests: batch
      .flatMap(documentsOf)
      .map((document) => JSON.stringify(document))
      .join('\n---\n'),
  }));
  const judged = (manifests: readonly (typeof overlays)[number][]) =>
    kubeconform({ root: '.', files: [], overlays: manifests, text: () => '', unbuilt: [] });
  expect((await judged(overlays)).slice(0, 5)).toEqual([]);
  const planted = (overlays[0]?.manifests ?? '').replace('"spec":{', '"spec":{"unknownField":1,');
  expect(await judged([{ folder: 'planted', manifests: planted }])).toMatchObject([
    { message: expect.stringContaining('unknownField') as string },
  ]);
});

const documentsOf = (plan: Plan): readonly unknown[] => [
  ...plan.environments.flatMap((environment) => objects(plan, environment)),
  ...allFiles(plan).flatMap(({ path, content }) =>
    content.kind === 'yaml' && /(^argocd\/|\/kustomization\.yaml$)/.test(path)
      ? content.documents.map(plainOf)
      : [],
  ),
];
