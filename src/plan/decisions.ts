import type { Config } from '../config/config.ts';
import { runsHere } from '../domain/clusters.ts';
import type { Decision } from './decision.ts';
import type { Plan } from './plan.ts';
import { storeOf, stores } from '../stores/index.ts';
import type { Store } from '../stores/store.ts';

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
  const keeper = state === undefined ? undefined : dataStores[state];
  const decisions: (Decision | false)[] = [
    packaging.decision,
    delivery.decision,
    secrets.decision,
    {
      title: 'Images named by commit and digest',
      rationale:
        'The tag names the source commit, the digest pins the bytes: ' +
        'what runs can be traced, and a tag cannot be moved under it.',
    },
    environments.length > 1 && {
      title: 'Production by promotion',
      rationale: 'Merging is the approval; the digest that was tested is copied, never rebuilt.',
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
      title: 'The load decides the number of pods',
      rationale:
        'A HorizontalPodAutoscaler owns it, so no manifest says replicas: two owners would undo each other.',
    },
    watching?.choice ?? false,
    infrastructure.cluster !== undefined &&
      environments.filter(runsHere).length > 1 && {
        title: 'One cluster with a namespace for each environment',
        rationale:
          'A cluster for each would multiply nodes, load balancer and monitoring. ' +
          'Namespaces, network policies and secrets keep environments apart; ' +
          'an upgrade of the cluster that goes wrong meets all of them.',
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
