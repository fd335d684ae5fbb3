import { temporary } from './built.ts';
import type { RuntimeDecisions } from './contract.ts';
import type { CustomRuntimePlan } from './runtime.ts';

/** An image that we know nothing about. */
export function planCustom(): RuntimeDecisions {
  const runtime: CustomRuntimePlan = { kind: 'custom', copy: [], starter: false };
  return { runtime, scratch: [temporary], sharesFolder: false, toolchain: undefined };
}
