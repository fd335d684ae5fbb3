import { selectorOf, type Manifest } from '../../kubernetes/metadata.ts';
import type { EnvironmentPlan, Plan, StorePlan } from '../../plan/plan.ts';
import { storeOf } from '../../stores/index.ts';

/** The objects of a store, which admits the components that use it. */
export const storeManifests = (
  { service }: Plan,
  { waves, workloads }: EnvironmentPlan,
  store: StorePlan,
): readonly Manifest[] =>
  storeOf(store).objects(store, {
    service,
    waves,
    clients: workloads
      .filter(({ stores }) => stores.some(({ key }) => key === store.key))
      .map(({ component }) => selectorOf(component.objectName)),
  });
