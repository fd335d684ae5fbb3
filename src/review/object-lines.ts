import { paths } from '../plan/paths.ts';
import { handoverLines } from './handover.ts';
import type { ObjectChange } from './object-changes.ts';
import type { EnvironmentDiff } from './environment-diff.ts';

/** What changes in an environment, in a few words. */
export function headOf(diff: EnvironmentDiff): string {
  if (diff.kind === 'failed')
    return `does not build ${diff.side === 'before' ? 'as it was' : 'as it would be'}`;
  const counts = (['added', 'removed', 'changed'] as const).map(
    (kind) => [diff.objects.filter((object) => object.kind === kind).length, kind] as const,
  );
  const parts = counts
    .filter(([count]) => count > 0)
    .map(([count, kind]) => `${String(count)} ${kind}`);
  if (parts.length === 0) return 'no changes';
  const stay = diff.objects.filter(({ stays }) => stays).length;
  return (
    `${parts.join(', ')} object(s)` +
    (stay === 0 ? '' : `; staying in the cluster: ${String(stay)}`)
  );
}

/** Every change of an environment, as lines of a diff. */
export function linesOf(diff: EnvironmentDiff): string[] {
  if (diff.kind === 'failed') return [`! ${diff.message}`];
  return [
    ...diff.objects.flatMap(objectLines),
    ...diff.objects.flatMap(({ handover }) =>
      handover === undefined ? [] : handoverLines(handover),
    ),
    ...(diff.objects.some(({ stays }) => stays)
      ? [`# To delete what stays: ${paths.runbook('remove-a-store')}, as it is before this change.`]
      : []),
  ];
}

function objectLines({ key, kind, fields, stays }: ObjectChange): string[] {
  if (kind === 'added') return [`+ ${key}`];
  if (kind === 'removed') return [`- ${key}${stays ? ' (stays in the cluster)' : ''}`];
  return [
    `@@ ${key} @@`,
    ...fields.flatMap(({ field, before, after }) => [
      `-   ${field}: ${before}`,
      `+   ${field}: ${after}`,
    ]),
  ];
}
