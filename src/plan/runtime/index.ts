import type { ParsedConfig } from '../../config/schema/schema.ts';
import { pythonModuleOf } from '../../domain/names.ts';
import type { RuntimePlan, ScratchPlan } from './runtime.ts';
import { packageManagerVersionOf, versions } from '../versions.ts';

type ComponentConfig = ParsedConfig['components'][string];

/** What the image of a component is made of. */
export function runtimePlan(name: string, { runtime, build }: ComponentConfig): RuntimePlan {
  if (runtime.kind === 'custom') return { kind: 'custom' };
  const { copy, starter, images } = runtime;
  const built = (pinned: Images) => ({
    copy,
    starter,
    buildImage: images.build ?? pinned.build,
    runImage: images.run ?? pinned.run,
  });
  if (runtime.kind === 'python') {
    const { version, packageManager, module = pythonModuleOf(name, build) } = runtime;
    return {
      kind: 'python',
      version,
      packageManager,
      packageManagerVersion: packageManagerVersionOf(packageManager),
      module,
      ...built(versions.python[version]),
    };
  }
  const { kind, packageManager } = runtime;
  const nodeMajor = runtime.kind === 'next' ? runtime.node : runtime.version;
  return {
    kind,
    nodeMajor,
    packageManager,
    packageManagerVersion: packageManagerVersionOf(packageManager),
    ...built(versions.node[nodeMajor]),
  };
}

interface Images {
  readonly build: string;
  readonly run: string;
}

const temporary: ScratchPlan = { name: 'tmp', path: '/tmp', sizeLimit: '64Mi' };

/** Next.js keeps pages that it renders again, and images that it makes smaller, in files. */
const nextCache: ScratchPlan = { name: 'next-cache', path: '/app/.next/cache', sizeLimit: '256Mi' };

/** Folders that a component may write to. */
export const scratchPlans = (kind: RuntimePlan['kind']): readonly ScratchPlan[] =>
  kind === 'next' ? [temporary, nextCache] : [temporary];
