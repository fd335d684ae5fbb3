export { GitOpsService, type GitOpsServiceOptions } from './projen/gitops-service.ts';
export type { ConfigInput } from './config/schema/schema.ts';
export {
  Commented,
  type Content,
  type FileSpec,
  type Ownership,
  type SharedPart,
  type Value,
} from './render/spec.ts';
export { InternalError, UserError } from './errors.ts';
