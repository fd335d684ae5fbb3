/** Sync wave of each role, computed from the dependency graph; workloads are wave 0. */
export type WavePlan = Readonly<Record<Role, number>>;
export type Role =
  | 'configuration'
  | 'secret'
  | 'messaging'
  | 'store'
  | 'pooler'
  | 'backup'
  | 'workload'
  | 'route'
  | 'monitor';

/**
 * What must be healthy before what, as edges of a graph. Waves follow from it; nobody writes one by hand.
 * Argo CD applies lower waves first and waits for their health (its doc: "Sync Phases and Waves").
 */
const dependsOn: Readonly<Record<Role, readonly Role[]>> = {
  configuration: [],
  secret: ['configuration'],
  messaging: ['configuration', 'secret'],
  store: ['configuration', 'secret'],
  pooler: ['store'],
  backup: ['store'],
  workload: ['configuration', 'secret', 'messaging', 'store', 'pooler'],
  route: ['workload'],
  monitor: ['workload', 'route'],
};

/**
 * The wave of each role: the longest way down the graph over the
 * roles present, counted so that workloads are wave 0.
 */
export function wavesOf(present: ReadonlySet<Role>): WavePlan {
  const depthOf = (role: Role): number =>
    Math.max(0, ...dependsOn[role].map((below) => depthOf(below) + (present.has(below) ? 1 : 0)));
  const origin = depthOf('workload');
  const wave = (role: Role): number => depthOf(role) - origin;
  return {
    configuration: wave('configuration'),
    secret: wave('secret'),
    messaging: wave('messaging'),
    store: wave('store'),
    pooler: wave('pooler'),
    backup: wave('backup'),
    workload: wave('workload'),
    route: wave('route'),
    monitor: wave('monitor'),
  };
}
