import { ciFiles as commonFiles } from '../../src/files/ci/index.ts';
import { deliveryOf } from '../../src/files/delivery/index.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { FileSpec } from '../../src/render/spec.ts';

/** The workflows and scripts of CI, those that deploy included. */
export const ciFiles = (plan: Plan): readonly FileSpec[] => [
  ...commonFiles(plan),
  ...deliveryOf(plan).files(),
];
