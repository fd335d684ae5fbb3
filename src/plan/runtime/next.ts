import { temporary } from './built.ts';
import type { RuntimeConfig, RuntimeDecisions } from './contract.ts';
import { onNode } from './on-node.ts';
import type { NextRuntimePlan, ScratchPlan } from './runtime.ts';

/** A site in Next.js. */
export function planNext(config: RuntimeConfig<'next'>): RuntimeDecisions {
  const runtime: NextRuntimePlan = { kind: 'next', ...onNode(config.node, config) };
  return { runtime, scratch: [temporary, cache], sharesFolder: false, toolchain: runtime };
}

/** Next.js keeps pages that it renders again, and images that it makes smaller, in files. */
const cache: ScratchPlan = { name: 'next-cache', path: '/app/.next/cache', sizeLimit: '256Mi' };
