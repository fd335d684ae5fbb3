import type { ParsedConfig } from '../config/schema/schema.ts';

type ComponentConfig = ParsedConfig['components'][string];

/** On which nodes pods run, and before whose. */
export interface PlacementPlan {
  /** Labels of the nodes; empty where any node will do. */
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly TolerationPlan[];
  /** A PriorityClass of the cluster; empty for its default. */
  readonly priorityClass: string;
}

/** A taint that pods tolerate, as Kubernetes says it (core/v1 Toleration). */
export type TolerationPlan = {
  readonly key: string;
  readonly operator: 'Equal' | 'Exists';
  readonly value?: string;
  readonly effect?: string;
  readonly tolerationSeconds?: number;
};

/** Decides where the pods of a component run. */
export const placementPlan = ({
  nodeSelector,
  tolerations,
  priorityClass = '',
}: ComponentConfig): PlacementPlan => ({
  nodeSelector,
  tolerations: tolerations.map(tolerationPlan),
  priorityClass,
});

/** Without a value, any value of the taint is tolerated. */
const tolerationPlan = ({
  key,
  value,
  effect,
  tolerationSeconds,
}: ComponentConfig['tolerations'][number]): TolerationPlan => ({
  key,
  ...(value === undefined ? { operator: 'Exists' } : { operator: 'Equal', value }),
  ...(effect === undefined ? {} : { effect }),
  ...(tolerationSeconds === undefined ? {} : { tolerationSeconds }),
});
