import type { Owner } from '../../plan/chart-owners.ts';
import type { ComponentPlan, EnvironmentPlan, Peer, Plan, WorkloadPlan } from '../../plan/plan.ts';
import type { Leaf, Toggle } from '../chart-parts/leaf.ts';
import { flag } from '../../render/value-schemas.ts';
import { placeFinder } from '../chart-parts/subject.ts';
import { anyOf, valueOf, type Expression } from '../chart-parts/template.ts';

/**
 * What switches a component off as a whole: its objects, its routes,
 * and what others say of it. One that is alone has no switch.
 */
export function enabledPart(
  plan: Plan,
  owner: Owner,
): { readonly leaves: readonly Leaf[]; readonly toggles: readonly Toggle[] } {
  const component = plan.components.find(({ name }) => name === owner.key);
  if (component === undefined || plan.components.length === 1) return { leaves: [], toggles: [] };
  const placeIn = placeFinder(owner.key);
  const leaf: Leaf = {
    path: [owner.section, 'enabled'],
    style: 'text',
    schema: flag,
    onlyIfDifferent: false,
    isReleased: false,
    sentinel: () => undefined,
    description:
      'Deploy it; false removes its objects, its routes and its rules in network policies',
    read: ({ workloads }) => workloads[placeIn(workloads)] !== undefined,
    write: (environment) => environment,
  };
  return {
    leaves: [leaf],
    toggles: [
      {
        condition: conditionOf(owner),
        off: (environment) => without(environment, [component]),
        on: (environment, all) =>
          withComponent(
            plan,
            environment,
            component,
            all.find((other) => workloadOf(other, component) !== undefined),
          ),
      },
    ],
  };
}

/**
 * What several components use together goes when none of them is
 * left: their routes, their broker, their state store.
 */
export function sharedToggles(plan: Plan, owners: readonly Owner[]): readonly Toggle[] {
  const sharing = uses.map((isUsed) =>
    plan.components.filter((component) =>
      plan.environments.some((environment) => {
        const workload = workloadOf(environment, component);
        return workload !== undefined && isUsed(workload);
      }),
    ),
  );
  const several = sharing.filter((components) => components.length > 1);
  return [
    ...new Map(
      several.map((components) => [components.map(({ name }) => name).join(), components]),
    ).values(),
  ].map((components) => ({
    condition: anyOf(
      owners
        .filter(
          ({ kind, key }) => kind === 'component' && components.some(({ name }) => name === key),
        )
        .map(conditionOf),
    ),
    off: (environment) => without(environment, components),
    on: (environment) => environment,
  }));
}

const uses: readonly ((workload: WorkloadPlan) => boolean)[] = [
  ({ routes }) => routes.length > 0,
  ({ sidecar }) => sidecar?.hasEvents === true,
  ({ sidecar }) => sidecar?.keepsState === true,
];

const conditionOf = ({ section }: Owner): Expression => valueOf([section, 'enabled'], 'text');

const workloadOf = (
  { workloads }: EnvironmentPlan,
  { name }: ComponentPlan,
): WorkloadPlan | undefined => workloads.find(({ component }) => component.name === name);

function without(environment: EnvironmentPlan, gone: readonly ComponentPlan[]): EnvironmentPlan {
  const names = new Set(gone.map(({ objectName }) => objectName));
  const isLeft = ({ objectName }: Pick<Peer, 'objectName'>): boolean => !names.has(objectName);
  return {
    ...environment,
    workloads: environment.workloads
      .filter(({ component }) => isLeft(component))
      .map((workload) =>
        workload.calls.every(isLeft) && workload.calledBy.every(isLeft)
          ? workload
          : {
              ...workload,
              calls: workload.calls.filter(isLeft),
              calledBy: workload.calledBy.filter(isLeft),
            },
      ),
  };
}

/** The environment with a component as it runs in another one, and the calls from and to it there. */
function withComponent(
  { components }: Plan,
  environment: EnvironmentPlan,
  component: ComponentPlan,
  donor: EnvironmentPlan | undefined,
): EnvironmentPlan {
  const found = donor === undefined ? undefined : workloadOf(donor, component);
  if (
    donor === undefined ||
    found === undefined ||
    workloadOf(environment, component) !== undefined
  )
    return environment;
  const inOrder = (peers: readonly Peer[]): readonly Peer[] =>
    components.flatMap(({ objectName }) => peers.filter((peer) => peer.objectName === objectName));
  const names = new Set(environment.workloads.map((other) => other.component.objectName));
  const present = (peers: readonly Peer[]): readonly Peer[] =>
    peers.filter(({ objectName }) => names.has(objectName));
  const own = {
    ...found,
    calls: present(found.calls),
    calledBy: present(found.calledBy),
    stores: environment.stores.filter(({ key }) => found.stores.some((store) => store.key === key)),
  };
  const isOurs = ({ objectName }: Peer): boolean => objectName === component.objectName;
  const there = new Map(donor.workloads.map((workload) => [workload.component.name, workload]));
  const also = (workload: WorkloadPlan, side: 'calls' | 'calledBy'): readonly Peer[] => {
    const more = there.get(workload.component.name)?.[side].filter(isOurs) ?? [];
    return more.length === 0 ? workload[side] : inOrder([...workload[side], ...more]);
  };
  const others = environment.workloads.map((workload) => ({
    ...workload,
    calls: also(workload, 'calls'),
    calledBy: also(workload, 'calledBy'),
  }));
  const all = new Map([...others, own].map((workload) => [workload.component.name, workload]));
  return { ...environment, workloads: components.flatMap(({ name }) => all.get(name) ?? []) };
}
