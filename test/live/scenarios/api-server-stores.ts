import { inParallel } from '../../judges/parallel.ts';
import type { Plain } from '../../laws/model.ts';
import { applyTo, refuse, restrictedNamespace, type Cluster } from '../environments/apply.ts';
import {
  distinctObjects,
  environmentsOfExamples,
  randomEnvironments,
  type Environment,
} from '../environments/environments.ts';
import { differencesIfApplied, differencesOfStored } from '../environments/stored.ts';
import { servedBy } from '../environments/served.ts';
import { connect } from '../rig/api.ts';
import { kubectl } from '../rig/kubectl.ts';
import type { Scenario } from '../scenario.ts';

const prefix = 'api-server-stores';

/** That Argo CD finds no difference between git and the cluster, however it compares. */
export const stores: Scenario = {
  name: 'api-server: what is stored is what is written',
  proves:
    'Every object of the examples and of 50 random configs is stored as it is written, by the ' +
    'comparison of Argo CD with and without `ServerSideDiff`; the examples are really applied.',
  fault: {
    breaks: 'a Cluster that does not say that its plugin for backups is enabled',
    says: /Cluster\/\S+ .*\/spec\/plugins\/0\/enabled: written nothing, stored true/,
  },
  run: async (stage) => {
    const api = connect(stage.rig);
    const cluster = { api, served: servedBy(api) };
    let environments = await stage.step('renders the examples', async () =>
      (await environmentsOfExamples())
        .filter(({ isBootstrap }) => !isBootstrap)
        .map((environment, index) => ({ ...environment, namespace: `${prefix}-${String(index)}` })),
    );
    await stage.plant(() => void (environments = environments.map(withoutEnabled)));

    await stage.step('applies the examples', () =>
      inParallel(3, environments, (environment) => apply(cluster, environment)),
    );
    await stage.step('reads the examples back', async () => {
      const found = await inParallel(3, environments, ({ objects, namespace }) =>
        inParallel(4, objects, (object) => differencesOfStored(cluster, { object, namespace })),
      );
      refuse(found.flat(2));
    });
    await stage.step('would store the objects of random configs', async () => {
      await restrictedNamespace(api, prefix);
      const found = await inParallel(
        12,
        distinctObjects(randomEnvironments()),
        async ({ object, environment }) =>
          (await differencesIfApplied(cluster, { object, namespace: prefix })).map(
            (line) => `${line}\n  in ${environment}`,
          ),
      );
      refuse(found.flat());
    });
    const namespaces = environments.map(({ namespace }) => namespace);
    await kubectl(stage.rig, ['delete', 'namespace', '--wait=false', prefix, ...namespaces]);
  },
};

interface OwnEnvironment extends Environment {
  readonly namespace: string;
}

/** Applies an environment in its order. */
async function apply(cluster: Cluster, { objects, namespace }: OwnEnvironment): Promise<void> {
  await restrictedNamespace(cluster.api, namespace);
  for (const object of objects)
    refuse((await applyTo(cluster, 'apply', { object, namespace })).complaints);
}

const withoutEnabled = (environment: OwnEnvironment): OwnEnvironment => ({
  ...environment,
  objects: environment.objects.map((object): Plain =>
    JSON.parse(JSON.stringify(object).replaceAll('"enabled":true,', '')),
  ),
});
