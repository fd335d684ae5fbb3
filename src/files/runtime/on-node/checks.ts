import type { Folder } from '../../../plan/runtime/folders.ts';
import type { NodeToolchain } from '../../../plan/runtime/runtime.ts';
import type { Mapping } from '../../workflows/workflow.ts';
import type { ChecksInput } from '../contract.ts';
import { auditStep, checkSteps } from './steps.ts';

/** Steps that check an application: what every one is asked, its extra scripts, and its packages. */
export const applicationChecks = (
  toolchain: NodeToolchain,
  [{ image, scripts }]: Folder,
  { ci, unlessUrgent }: ChecksInput,
): readonly Mapping[] => [
  ...checkSteps(toolchain, image.context, [...new Set([...everywhere, ...scripts])]),
  auditStep(toolchain, { context: image.context, severity: ci.audit, more: unlessUrgent }),
];

const everywhere = ['typecheck', 'lint', 'test:unit', 'test:integration', 'check:circular'];
