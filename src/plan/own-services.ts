import type { ComponentPlan, StorePlan } from './plan.ts';

/** A Service of this service's own: its name, whose it is, and the key of a component that admits it. */
export interface OwnService {
  readonly service: string;
  readonly of: string;
  readonly key: 'calls' | 'stores';
}

/** The Services of components and stores. */
export const ownServices = (
  components: readonly Pick<ComponentPlan, 'name' | 'objectName'>[],
  stores: readonly StorePlan[],
): readonly OwnService[] => [
  ...components.map(({ name, objectName }) => ({
    service: objectName,
    of: name,
    key: 'calls' as const,
  })),
  ...stores.map(({ key, endpoint }) => ({
    service: endpoint.host,
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
  return where === namespace && rest.length === 0
    ? services.find(({ service }) => service === name)
    : undefined;
}
