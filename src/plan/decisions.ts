import type { Config } from '../config/config.ts';
import { runsHere } from '../domain/clusters.ts';
import type { Decision } from './decision.ts';
import type { Plan } from './plan.ts';
import { storeOf, stores } from '../stores/index.ts';
import type { Store } from '../stores/store.ts';
import { ownOf } from '../domain/own.ts';

/**
 * The decision log: what the config chose, why one would, and the
 * decisions that the user added. A title of the user's wins.
 */
export function decisionsOf(config: Config, made: Made): Decision[] {
  const own = Object.entries(config.decisions).map(([title, rationale]) => ({ title, rationale }));
  const titles = new Set(own.map(({ title }) => title));
  return [...choicesOf(config, made).filter(({ title }) => !titles.has(title)), ...own];
}

/** What says itself why one would choose it. */
type Made = Pick<
  Plan,
  | 'packaging'
  | 'delivery'
  | 'secrets'
  | 'environments'
  | 'local'
  | 'registry'
  | 'infrastructure'
  | 'ci'
>;

function choicesOf(config: Config, made: Made): Decision[] {
  const { packaging, delivery, secrets } = made;
  const { environments, dataStores } = config;
  const { decisions: carrying, stateStore: state } = made.local.messaging;
  const { databases, caches } = storeDecisions(dataStores, state);
  const keeper = state === undefined ? undefined : ownOf(dataStores, state);
  const decisions: (Decision | false)[] = [
    packaging.decision,
    delivery.decision,
    secrets.decision,
    {
      title: 'Images named by commit and digest',
      rationale:
        'The tag names the source commit and the digest pins the bytes: every pod can be ' +
        'traced to its source, and moving a tag changes nothing.',
      assumed: [],
    },
    environments.length > 1 && {
      title: 'Production by promotion',
      rationale: 'Merging is the approval; the tested digest is copied, never rebuilt.',
      assumed: ['environments'],
    },
    ...databases,
    carrying?.choice ?? false,
    keeper !== undefined && storeOf(keeper).decision('state'),
    ...caches,
    ...platformChoices(config, made),
  ];
  return decisions.filter((decision) => decision !== false);
}

const platformChoices = (
  { environments }: Config,
  { environments: planned, local, registry, infrastructure, ci }: Made,
): readonly (Decision | false)[] => {
  const [watching] = planned.flatMap(({ monitoring }) => monitoring.decisions ?? []);
  return [
    registry.decision ?? false,
    local.routing.decision ?? false,
    environments.some(({ here }) =>
      Object.values(here.components).some(({ autoscaling }) => autoscaling?.enabled),
    ) && {
      title: 'Autoscaling sets the number of pods',
      rationale:
        'A HorizontalPodAutoscaler owns it, so no manifest sets replicas: two owners would ' +
        'fight over it.',
    },
    watching?.choice ?? false,
    infrastructure.cluster !== undefined &&
      environments.filter(runsHere).length > 1 && {
        title: 'One cluster with a namespace per environment',
        rationale:
          'A cluster per environment would multiply nodes, load balancers and monitoring. ' +
          'Namespaces, network policies and secrets isolate environments; a failed cluster ' +
          'upgrade affects all of them.',
      },
    local.messaging.decisions?.location ?? false,
    watching?.location ?? false,
    ci.secretStore.decision ?? false,
  ];
};

/**
 * Why each kind of store that holds data was chosen, but for the
 * one that keeps state; kinds in the order of their table.
 */
function storeDecisions(
  dataStores: Config['dataStores'],
  state: string | undefined,
): Readonly<Record<'databases' | 'caches', readonly Decision[]>> {
  const used = new Set(
    Object.entries(dataStores).flatMap(([key, { kind }]) => (key === state ? [] : [kind])),
  );
  const ofRole = (role: Store['role']): readonly Decision[] =>
    Object.entries<Store>(stores).flatMap(([kind, store]) =>
      store.role === role && [...used].some((one) => one === kind) ? [store.decision('data')] : [],
    );
  return { databases: ofRole('database'), caches: ofRole('cache') };
}
