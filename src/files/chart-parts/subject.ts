import type { EnvironmentPlan, StorePlan, WorkloadPlan } from '../../plan/plan.ts';
import { bare } from '../../render/value.ts';
import type { Value } from '../../render/spec.ts';

/** The thing in an environment that a part's leaves belong to. */
export interface Subject {
  readonly get: (environment: EnvironmentPlan) => object | undefined;
  readonly set: (environment: EnvironmentPlan, change: Change) => EnvironmentPlan;
}

type Change = <T extends object>(subject: T) => T;

/** The environment itself. */
export const theEnvironment: Subject = {
  get: (environment) => environment,
  set: (environment, change) => change(environment),
};

/**
 * Finds a component among those of an environment. The next environment
 * most likely has it at the same place, so that is looked at first.
 */
export function placeFinder(name: string): (workloads: readonly WorkloadPlan[]) => number {
  const isIt = (workload: WorkloadPlan | undefined): boolean => workload?.component.name === name;
  let last = 0;
  return (workloads) => {
    if (!isIt(workloads[last])) last = workloads.findIndex(isIt);
    return last;
  };
}

/** A component as it runs in an environment. */
export function workloadNamed(name: string): Subject {
  const placeIn = placeFinder(name);
  return {
    get: ({ workloads }) => workloads[placeIn(workloads)],
    set: (environment, change) => {
      const { workloads } = environment;
      const place = placeIn(workloads);
      const found = workloads[place];
      return found === undefined
        ? environment
        : { ...environment, workloads: workloads.with(place, change(found)) };
    },
  };
}

/** A store, which the components that use it hold too. */
export const storeNamed = (key: string): Subject => ({
  get: ({ stores }) => stores.find((store) => store.key === key),
  set: (environment, change) => {
    const isIt = (store: StorePlan): boolean => store.key === key;
    return {
      ...environment,
      stores: withChanged(environment.stores, isIt, change),
      workloads: environment.workloads.map((workload) =>
        workload.stores.some(isIt)
          ? { ...workload, stores: withChanged(workload.stores, isIt, change) }
          : workload,
      ),
    };
  },
});

/** A list with some of its items changed. */
export const withChanged = <T extends object>(
  items: readonly T[],
  isIt: (item: T) => boolean,
  change: Change,
): readonly T[] => items.map((item) => (isIt(item) ? change(item) : item));

/** What stands at a dotted path of a plan. */
export function planValueAt(subject: object | undefined, path: string): Value | undefined {
  let value: unknown = subject;
  for (const key of path.split('.'))
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined;
  return isValue(value) ? value : undefined;
}

/** A plan with another value at a dotted path; unchanged where what is around it is not there. */
export function withPlanValue<T extends object>(subject: T, path: string, value: unknown): T {
  const [key = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...subject, [key]: value };
  const inner: unknown = Reflect.get(subject, key);
  return typeof inner === 'object' && inner !== null
    ? { ...subject, [key]: withPlanValue(inner, rest.join('.'), value) }
    : subject;
}

/** Whether a part of a plan is there: what is empty is not, nor what says `isOff` of itself. */
export function isThere(value: Value | undefined): boolean {
  const plain = value === undefined ? undefined : bare(value);
  if (plain === undefined || plain === null || plain === '' || plain === false) return false;
  if (typeof plain !== 'object') return true;
  return Object.keys(plain).length > 0 && Reflect.get(plain, 'isOff') !== true;
}

const isValue = (value: unknown): value is Value =>
  value !== undefined &&
  typeof value !== 'function' &&
  typeof value !== 'symbol' &&
  typeof value !== 'bigint';
