import type { ComponentPlan, StorePlan } from './plan.ts';

/** A Service of this service's own: its name, whose it is, and the key of a component that admits it. */
export interface OwnService {
  readonly service: string;
  readonly namespace: string;
  readonly of: string;
  readonly key: 'calls' | 'stores';
}

/** The Services of components and stores. */
export const ownServices = (
  components: readonly Pick<ComponentPlan, 'name' | 'objectName'>[],
  stores: readonly StorePlan[],
  placeOf: (component: string) => string,
): readonly OwnService[] => [
  ...components.map(({ name, objectName }) => ({
    service: objectName,
    namespace: placeOf(name),
    of: name,
    key: 'calls' as const,
  })),
  ...stores.map(({ key, namespace, endpoint }) => ({
    // The first label of its host is its Service.
    service: endpoint.host.split('.')[0] ?? '',
    namespace,
    of: key,
    key: 'stores' as const,
  })),
];

/** Whose Service a host is, by any name that the cluster has for it. */
export function ownServiceAt(
  host: string,
  services: readonly OwnService[],
  namespace: string,
): OwnService | undefined {
  const [name, where = namespace, ...rest] = host
    .replace(/\.svc(\.cluster\.local)?$/, '')
    .split('.');
  return rest.length === 0
    ? services.find((one) => one.service === name && one.namespace === where)
    : undefined;
}
