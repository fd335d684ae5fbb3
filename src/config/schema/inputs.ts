import type { ConfigInput } from './schema.ts';

type Key = keyof ConfigInput;
type At<K extends Key> = NonNullable<ConfigInput[K]>;
type In<T, K extends keyof T> = NonNullable<T[K]>;

/** One component, as people write it. */
export type ComponentInput = At<'components'>[string];
/** How the image of a component is built. */
export type RuntimeInput = In<ComponentInput, 'runtime'>;
/** Its probes and dependency checks. */
export type HealthInput = In<ComponentInput, 'health'>;
/** How many pods it has, by load. */
export type AutoscalingInput = In<ComponentInput, 'autoscaling'>;
/** What its container requests, and its limits. */
export type ResourcesInput = In<ComponentInput, 'resources'>;
/** A path that reaches it from outside. */
export type RouteInput = In<ComponentInput, 'routes'>[number];
/** One data store. */
export type DataStoreInput = At<'dataStores'>[string];
/** One environment. */
export type EnvironmentInput = At<'environments'>[string];
/** What may be different in one environment. */
export type OverridesInput = In<EnvironmentInput, 'overrides'>;
/** Where images are kept. */
export type RegistryInput = At<'registry'>;
/** What renders the manifests. */
export type PackagingInput = At<'packaging'>;
/** Who deploys. */
export type DeliveryInput = At<'delivery'>;
/** How secrets reach the cluster. */
export type SecretsInput = At<'secrets'>;
/** How traffic reaches the service. */
export type RoutingInput = At<'routing'>;
/** What carries events. */
export type MessagingInput = At<'messaging'>;
/** Who watches. */
export type MonitoringInput = At<'monitoring'>;
/** What makes the cluster. */
export type InfrastructureInput = At<'infrastructure'>;
/** What the workflows do. */
export type CiInput = At<'ci'>;
