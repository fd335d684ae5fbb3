import { isByArgocd, isPushed, type Plan } from '../plan/plan.ts';
import { applicationFiles } from './application.ts';
import { argocdFiles } from './delivery/argocd/manifests.ts';
import { bootstrapFiles } from './bootstrap/index.ts';
import { ciFiles } from './ci/index.ts';
import { composeFile } from './compose/index.ts';
import { docFiles } from './docs/index.ts';
import { packagerOf } from './packaging/index.ts';
import { preflightFiles } from './preflight/index.ts';
import { deployScript } from './delivery/push/deploy-script.ts';
import { secretFiles } from './secrets/index.ts';
import type { FileSpec } from '../render/spec.ts';

/** A pure function from the plan to files. */
type Feature = (plan: Plan) => readonly FileSpec[];

const deliveryFiles: Feature = (plan) =>
  isByArgocd(plan) ? argocdFiles(plan) : isPushed(plan) ? [deployScript(plan)] : [];

const features: readonly Feature[] = [
  applicationFiles,
  (plan) => packagerOf(plan).files(),
  deliveryFiles,
  secretFiles,
  ciFiles,
  docFiles,
  (plan) => [composeFile(plan)],
  bootstrapFiles,
  preflightFiles,
];

/** Every file, described, in the order of their paths. */
export function allFiles(plan: Plan): FileSpec[] {
  return features
    .flatMap((feature) => feature(plan))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
