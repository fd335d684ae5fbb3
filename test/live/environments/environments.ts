import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { objectsIn } from '../../../src/rendered/objects.ts';
import { accepted } from '../../config/arbitrary.ts';
import { inParallel } from '../../judges/parallel.ts';
import { withTree } from '../../judges/tree.ts';
import { modelOf, type Plain } from '../../laws/model.ts';
import { sampledPlan } from '../../laws/sampled.ts';
import { makePlan } from '../../plan/make-plan.ts';
import { sampleOf } from '../../sample.ts';

/** What is applied for an environment, in the order in which it is. */
export interface Environment {
  /** The words by which a failure names it, such as `minimal: k8s/overlays/dev`. */
  readonly name: string;
  /** It makes a cluster ready, before anything runs there. */
  readonly isBootstrap: boolean;
  readonly objects: readonly Plain[];
}

const root = join(import.meta.dirname, '../../../examples');

/** The names of the examples, each a folder. */
const examples: readonly string[] = readdirSync(root).filter((name) =>
  statSync(join(root, name)).isDirectory(),
);

/** Everything that is applied for the examples: environments as kustomize or Helm render them, and for Argo CD. */
export const environmentsOfExamples = once(async () =>
  (await inParallel(2, examples, environmentsOf)).flat(),
);

const environmentsOf = (name: string): Promise<readonly Environment[]> =>
  withTree(join(root, name), ({ overlays, files, text }) => {
    const ofArgoCd = files.filter((path) => /^argocd\/.*\.yaml$/.test(path)).map(text);
    const all = [...overlays, { folder: 'argocd', manifests: ofArgoCd.join('---\n') }];
    const environments = all.map(({ folder, manifests }) => ({
      name: `${name}: ${folder}`,
      isBootstrap: folder === 'k8s/cluster-bootstrap',
      objects: [...objectsIn(manifests).values()].map(({ fields }) => fields),
    }));
    return Promise.resolve(environments.filter(({ objects }) => objects.length > 0));
  });

/**
 * The environments of fifty random configs. Their objects are those of the
 * plan, which is what kustomize and Helm render of every config: a law of its
 * own.
 */
export const randomEnvironments = once((): readonly Environment[] =>
  sampleOf(accepted(200, 29).configs, 50).flatMap(({ input, config }) => {
    const plan = sampledPlan(makePlan(config));
    return plan.environments.map((environment) => ({
      name: `${environment.name} of ${JSON.stringify(input)}`,
      isBootstrap: false,
      objects: modelOf(plan, environment).objects,
    }));
  }),
);

/** An object as it is in a namespace of our own. */
export const inNamespace = (object: Plain, namespace: string): Plain => ({
  ...object,
  metadata: { ...(object['metadata'] as Plain), namespace },
});

/** An object, and the first environment that has it. */
export interface Found {
  readonly object: Plain;
  readonly environment: string;
}

/** Each object once, whatever its namespace. */
export function distinctObjects(environments: readonly Environment[]): readonly Found[] {
  const found = new Map<string, Found>();
  for (const { name, objects } of environments) {
    for (const object of objects) {
      const text = JSON.stringify(inNamespace(object, ''));
      if (!found.has(text)) found.set(text, { object, environment: name });
    }
  }
  return [...found.values()];
}

/** Makes something for all scenarios, when the first one asks for it. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
