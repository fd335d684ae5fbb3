import type { EnvironmentPlan, SecretPlan, StorePlan, WorkloadPlan } from '../../plan/plan.ts';
import { storeOf } from '../../stores/index.ts';
import type { Known } from './known.ts';

/** What the objects of a component are called, and what its pods run. */
export const componentFact = ({ component }: WorkloadPlan): Known => [
  `component/${component.name}`,
  {
    name: component.objectName,
    image: component.image.repository,
    port: String(component.port),
  },
];

/** What the objects of a store are called, and whether they stay in the cluster when they leave git. */
export const storeFact = (store: StorePlan): Known => [
  `store/${store.key}`,
  {
    kind: store.kind,
    name: store.objectName,
    kept: storeOf(store).isKept(store) ? 'yes' : undefined,
    volume: store.volumes.length > 0 ? 'yes' : undefined,
  },
];

/** What a server never changes about a secret. */
export const secretFact = ({ name, type }: SecretPlan): Known => [`secret/${name}`, { type }];

/** What the topics that components name are called at the broker. */
export const topicFacts = ({ messaging }: Pick<EnvironmentPlan, 'messaging'>): readonly Known[] =>
  Object.entries(messaging.topics).map(([name, topic]) => [`topic/${name}`, { topic }]);
