import { inParallel } from '../../judges/parallel.ts';
import type { Outcome } from '../../judges/process.ts';
import type { Plain } from '../../laws/model.ts';
import { applyTo, placedIn, refuse, restrictedNamespace } from '../environments/apply.ts';
import {
  distinctObjects,
  environmentsOfExamples,
  randomEnvironments,
  type Environment,
} from '../environments/environments.ts';
import { servedBy } from '../environments/served.ts';
import { connect } from '../rig/api.ts';
import { tryKubectl } from '../rig/kubectl.ts';
import type { Rig } from '../rig/rig.ts';
import type { Scenario } from '../scenario.ts';

/** Shared by all environments, each of which finds it empty: dry runs change nothing. */
const namespace = 'api-server-accepts';

const dryRuns = ['server-side dry run', 'client-side dry run'] as const;

/** That every object is accepted, whichever way it is applied. */
export const accepts: Scenario = {
  name: 'api-server: every environment is accepted',
  proves:
    'Every environment of every example and of 50 random configs is accepted by a strict ' +
    'server-side and client-side apply, with the webhooks of the operators, without a warning, ' +
    'in a namespace that enforces Pod Security `restricted`.',
  fault: { breaks: 'containers that may run as root', says: /would violate PodSecurity/ },
  run: async (stage) => {
    const api = connect(stage.rig);
    const cluster = { api, served: servedBy(api) };
    await restrictedNamespace(api, namespace);
    const ofExamples = await stage.step('renders the examples', environmentsOfExamples);
    let environments = [
      ...ofExamples.filter(({ isBootstrap }) => !isBootstrap),
      ...randomEnvironments(),
    ];
    await stage.plant(() => void (environments = environments.map(asRoot)));

    const objects = distinctObjects(environments);
    await stage.step(`applies ${String(objects.length)} objects in each way`, async () => {
      const complaints = await inParallel(12, objects, async ({ object, environment }) => {
        const outcomes = await Promise.all(
          dryRuns.map((way) => applyTo(cluster, way, { object, namespace })),
        );
        return outcomes
          .flatMap((outcome) => outcome.complaints)
          .map((complaint) => `${complaint}\n  in ${environment}`);
      });
      refuse(complaints.flat());
    });

    await stage.step('applies the examples with kubectl', () =>
      inParallel(2, ofExamples, async ({ name, objects: all, isBootstrap }) => {
        const items = await inParallel(1, all, (object) =>
          placedIn(cluster.served, object, namespace),
        );
        // Who makes a cluster applies its bootstrap server-side; half of it is there already.
        const { stderr } = await applyStrictly(stage.rig, items, isBootstrap);
        refuse(stderr === '' ? [] : [`${name}: ${stderr}`]);
      }),
    );
  },
};

const applyStrictly = (
  rig: Rig,
  items: readonly Plain[],
  isServerSide: boolean,
): Promise<Outcome> =>
  tryKubectl(
    rig,
    [
      'apply',
      '--dry-run=server',
      '--validate=strict',
      ...(isServerSide ? ['--server-side'] : []),
      '--filename=-',
    ],
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
  );

/** An environment without what Pod Security asks of pods. */
const asRoot = (environment: Environment): Environment => ({
  ...environment,
  objects: environment.objects.map((object): Plain =>
    JSON.parse(JSON.stringify(object).replaceAll('"runAsNonRoot":true', '"runAsNonRoot":false')),
  ),
});
