import { paths } from '../../plan/paths.ts';
import type { Plan } from '../../plan/plan.ts';
import type { FileSpec } from '../../render/spec.ts';
import { localPorts } from '../../plan/local-ports.ts';

/**
 * Beside each application that uses stores: where `compose.yaml` has them
 * on this machine. The other lines of the file are its owner's.
 */
export function environmentExamples(plan: Plan): readonly FileSpec[] {
  const { stores } = localPorts(plan);
  const urls = new Map<string, Map<string, string>>();
  for (const { component, ...used } of plan.local.workloads) {
    const keys = new Set([...used.stores, ...used.external].map(({ key }) => key));
    const { context } = component.image;
    const folder = urls.get(context) ?? new Map<string, string>();
    for (const { store, port } of stores)
      if (keys.has(store.key)) folder.set(store.variable, store.url('127.0.0.1', port));
    if (folder.size > 0) urls.set(context, folder);
  }
  return [...urls].map(([context, folder]) =>
    exampleFile(paths.environmentExample(context), folder),
  );
}

const exampleFile = (path: string, urls: ReadonlyMap<string, string>): FileSpec => ({
  path,
  content: {
    kind: 'text',
    text: [
      `# The stores of ${paths.compose}. Copy this file to .env, which git ignores.`,
      ...[...urls].map(([variable, url]) => `${variable}=${url}`),
      '',
    ].join('\n'),
  },
  ownership: { kind: 'shared', ours: { kind: 'block' } },
  executable: false,
  origin: { feature: 'compose', keys: ['components', 'dataStores'] },
});
