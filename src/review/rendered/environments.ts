import { objectChanges } from './compare.ts';
import type { ObjectChange } from './compare.ts';
import { buildEnvironment } from './programs.ts';
import { objectsIn } from './objects.ts';
import { environmentsIn } from './trees.ts';

/** What changes in one environment, or why that cannot be said. */
export type EnvironmentDiff =
  | {
      readonly environment: string;
      readonly kind: 'compared';
      readonly objects: readonly ObjectChange[];
    }
  | {
      readonly environment: string;
      readonly kind: 'failed';
      readonly side: 'before' | 'after';
      readonly message: string;
    };

/** What differs between the objects that two trees render to, for every environment that one of them has. */
export function diffEnvironments(before: string, after: string): EnvironmentDiff[] {
  const names = [...new Set([...environmentsIn(before), ...environmentsIn(after)])].sort();
  return names.map((environment) => {
    const [old, wanted] = [before, after].map((tree) =>
      environmentsIn(tree).includes(environment) ? buildEnvironment(tree, environment) : NOTHING,
    );
    if (old?.kind === 'failed')
      return { environment, kind: 'failed', side: 'before', message: old.message };
    if (wanted?.kind === 'failed')
      return { environment, kind: 'failed', side: 'after', message: wanted.message };
    return {
      environment,
      kind: 'compared',
      objects: objectChanges(objectsIn(old?.text ?? ''), objectsIn(wanted?.text ?? '')),
    };
  });
}

const NOTHING = { kind: 'built', text: '' } as const;

/** Whether no environment changes. */
export const isUnchanged = (diffs: readonly EnvironmentDiff[]): boolean =>
  diffs.every((diff) => diff.kind === 'compared' && diff.objects.length === 0);
