import type { Plan } from '../plan/plan.ts';
import { applicationFiles, peoplesFiles } from './application.ts';
import { deliveryOf } from './delivery/index.ts';
import { infrastructureFiles } from './infrastructure/index.ts';
import { ciFiles } from './ci/index.ts';
import { composeFile } from './compose/index.ts';
import { environmentExamples } from './compose/environment-example.ts';
import { docFiles } from './docs/index.ts';
import { packagerOf } from './packaging/index.ts';
import { refusePathIssues } from './path-issues.ts';
import { preflightFiles } from './preflight/index.ts';
import { secretFiles } from './secrets/index.ts';
import type { FileSpec } from '../render/spec.ts';

export { peoplesFiles };

/** A pure function from the plan to files. */
type Feature = (plan: Plan) => readonly FileSpec[];

const features: readonly Feature[] = [
  applicationFiles,
  (plan) => packagerOf(plan).files(),
  (plan) => deliveryOf(plan).files(),
  secretFiles,
  ciFiles,
  docFiles,
  (plan) => [composeFile(plan), ...environmentExamples(plan)],
  infrastructureFiles,
  preflightFiles,
];

/** Every file, described, in the order of their paths; one error where keys of the config clash in them. */
export function allFiles(plan: Plan): FileSpec[] {
  const files = features
    .flatMap((feature) => feature(plan))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  refusePathIssues(plan, files);
  return files;
}
