import { byKind, type ByKind } from '../../domain/member.ts';
import type { RuntimePlan } from '../../plan/runtime/runtime.ts';
import type { Runtime } from './contract.ts';
import { customRuntime } from './custom/index.ts';
import { nextRuntime } from './next/index.ts';
import { nodeRuntime } from './node/index.ts';
import { pythonRuntime } from './python/index.ts';

/** What there is to ask about what an image is made of. */
export const runtimeOf = (runtime: RuntimePlan): Runtime => byKind(runtimes, runtime);

const runtimes: ByKind<RuntimePlan, [], Runtime> = {
  node: nodeRuntime,
  next: nextRuntime,
  python: pythonRuntime,
  custom: customRuntime,
};
