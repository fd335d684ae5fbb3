import { noMessaging } from './messaging/none.ts';
import type { EnvironmentPlan, Namespace, Plan } from './plan.ts';

/** The actual name of the namespace that a component or a store names; without a name it is the environment's own. */
export function placeIn(namespaces: readonly Namespace[], key: string | undefined): string {
  const [own] = namespaces;
  return namespaces.find((one) => one.key === key)?.name ?? own?.name ?? '';
}

/** The place of a namespace among the overlays: a folder in that of its environment, where there are several. */
export const folderIn = (
  namespaces: readonly Namespace[],
  environment: string,
  { key }: Namespace,
): string => (namespaces.length === 1 ? environment : `${environment}/${key}`);

/**
 * An environment as each of its namespaces has it: what is rendered, delivered and sealed
 * together. With one namespace it is the environment itself.
 */
export function partsOf(environment: EnvironmentPlan): readonly EnvironmentPlan[] {
  if (environment.namespaces.length === 1) return [environment];
  const known = parts.get(environment);
  if (known !== undefined) return known;
  const made = environment.namespaces.map((namespace) => partOf(environment, namespace));
  parts.set(environment, made);
  return made;
}

// A plan is readonly, so its parts never change.
const parts = new WeakMap<EnvironmentPlan, readonly EnvironmentPlan[]>();

function partOf(environment: EnvironmentPlan, { key, name }: Namespace): EnvironmentPlan {
  const isHere = ({ namespace }: { readonly namespace: string }): boolean => namespace === name;
  const workloads = environment.workloads.filter(isHere);
  const hostGroups = Object.fromEntries(
    Object.entries(environment.hostGroups).filter(([group]) =>
      workloads.some(({ routes }) => routes.some(({ on }) => on.includes(group))),
    ),
  );
  return {
    ...environment,
    hosts: environment.hosts.filter((host) => Object.values(hostGroups).flat().includes(host)),
    hostGroups,
    namespace: name,
    namespaces: [{ key, name }],
    part: key,
    folder: folderIn(environment.namespaces, environment.name, { key, name }),
    application:
      name === environment.namespace
        ? environment.application
        : `${environment.application}-${key}`,
    messaging: workloads.some(({ sidecar }) => sidecar !== undefined)
      ? environment.messaging
      : noMessaging,
    workloads,
    stores: environment.stores.filter(isHere),
    external: environment.external.filter(({ key: store }) =>
      workloads.some(({ external }) => external.some((used) => used.key === store)),
    ),
    secrets: environment.secrets.filter(isHere),
    visitors: environment.workloads
      .filter((workload) => !isHere(workload))
      .flatMap(({ component: { objectName }, namespace, stores }) =>
        stores.filter(isHere).map(({ key: store }) => ({ store, objectName, namespace })),
      ),
  };
}

/** The places of an environment among the overlays, as a pattern of the shell. */
export const everyPartOf = (
  { environments }: Pick<Plan, 'environments'>,
  environment: string,
): string =>
  environments.some(({ namespaces }) => namespaces.length > 1) ? `${environment}/*` : environment;

/** A plan as each of its namespaces has it; with one namespace it is the plan itself. */
export function plansByNamespace(plan: Plan): readonly Plan[] {
  const [first] = plan.environments;
  if (first === undefined || first.namespaces.length === 1) return [plan];
  const known = plans.get(plan);
  if (known !== undefined) return known;
  const made = first.namespaces.map((_, index): Plan => {
    const environments = plan.environments.flatMap((environment) => {
      const part = partsOf(environment)[index];
      return part === undefined ? [] : [part];
    });
    const local = partsOf(plan.local)[index] ?? plan.local;
    const isHere = ({ name }: { readonly name: string }): boolean =>
      local.workloads.some(({ component }) => component.name === name) ||
      environments.some(({ workloads }) =>
        workloads.some(({ component }) => component.name === name),
      );
    return { ...plan, components: plan.components.filter(isHere), environments, local };
  });
  plans.set(plan, made);
  return made;
}

const plans = new WeakMap<Plan, readonly Plan[]>();
