export { GitOpsService, type GitOpsServiceOptions } from './projen/gitops-service.ts';
export type { ConfigInput } from './config/schema/schema.ts';
export type {
  AutoscalingInput,
  CiInput,
  ComponentInput,
  DataStoreInput,
  DeliveryInput,
  EnvironmentInput,
  HealthInput,
  InfrastructureInput,
  MessagingInput,
  MonitoringInput,
  OverridesInput,
  PackagingInput,
  RegistryInput,
  ResourcesInput,
  RouteInput,
  RoutingInput,
  RuntimeInput,
  SecretsInput,
} from './config/schema/inputs.ts';
export {
  Commented,
  type Content,
  type FileSpec,
  type Ownership,
  type Releases,
  type SharedPart,
  type Value,
} from './render/spec.ts';
export { InternalError, UserError } from './errors.ts';
