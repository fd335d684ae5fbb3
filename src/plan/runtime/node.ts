import { temporary } from './built.ts';
import type { RuntimeConfig, RuntimeDecisions } from './contract.ts';
import { onNode } from './on-node.ts';
import type { NodeRuntimePlan } from './runtime.ts';

/** A server in TypeScript. */
export function planNode(config: RuntimeConfig<'node'>): RuntimeDecisions {
  const runtime: NodeRuntimePlan = { kind: 'node', ...onNode(config.version, config) };
  return { runtime, scratch: [temporary], sharesFolder: false, toolchain: runtime };
}
