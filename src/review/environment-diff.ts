import { renderEnvironment } from '../rendered/environment.ts';
import { environmentsIn, refuseUnfitTree } from '../rendered/layout.ts';
import { objectChanges } from './object-changes.ts';
import type { ObjectChange } from './object-changes.ts';
import { projectLayout } from './project-tree.ts';

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
  for (const tree of [before, after]) refuseUnfitTree(tree, projectLayout);
  const names = new Set([before, after].flatMap((tree) => environmentsIn(tree, projectLayout)));
  return [...names].sort().map((environment) => diffEnvironment(environment, before, after));
}

function diffEnvironment(environment: string, before: string, after: string): EnvironmentDiff {
  const old = renderEnvironment(before, environment, projectLayout);
  const wanted = renderEnvironment(after, environment, projectLayout);
  if (old.kind === 'failed')
    return { environment, kind: 'failed', side: 'before', message: old.message };
  if (wanted.kind === 'failed')
    return { environment, kind: 'failed', side: 'after', message: wanted.message };
  return { environment, kind: 'compared', objects: objectChanges(old.objects, wanted.objects) };
}

/** Whether no environment changes. */
export const isUnchanged = (diffs: readonly EnvironmentDiff[]): boolean =>
  diffs.every((diff) => diff.kind === 'compared' && diff.objects.length === 0);
