export { GitOpsService, type GitOpsServiceOptions } from './projen/gitops-service.ts';
export type { ConfigInput } from './config/schema/schema.ts';
export type { Config } from './config/config.ts';
export type { Plan } from './plan/plan.ts';
export {
  Commented,
  type Content,
  type FileSpec,
  type Ownership,
  type SharedPart,
  type Value,
} from './render/spec.ts';
export { paths } from './plan/paths.ts';
export { InternalError, UserError } from './errors.ts';
