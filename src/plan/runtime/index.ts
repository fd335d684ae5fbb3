import { byKind, type ByKind } from '../../domain/member.ts';
import type { Owner, RuntimeConfig, RuntimeDecisions } from './contract.ts';
import { planCustom } from './custom.ts';
import { planNext } from './next.ts';
import { planNode } from './node.ts';
import { planPython } from './python.ts';

/** What follows from the runtime of a component. */
export const runtimeDecisions = (runtime: RuntimeConfig, owner: Owner): RuntimeDecisions =>
  byKind(planners, runtime, owner);

const planners: ByKind<RuntimeConfig, [owner: Owner], RuntimeDecisions> = {
  node: planNode,
  next: planNext,
  python: planPython,
  custom: planCustom,
};
