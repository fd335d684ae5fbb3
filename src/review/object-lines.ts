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
  return parts.length === 0 ? 'no changes' : `${parts.join(', ')} object(s)`;
}

/** Every change of an environment, as lines of a diff. */
export function linesOf(diff: EnvironmentDiff): string[] {
  if (diff.kind === 'failed') return [`! ${diff.message}`];
  return diff.objects.flatMap(objectLines);
}

function objectLines({ key, kind, fields }: ObjectChange): string[] {
  if (kind === 'added') return [`+ ${key}`];
  if (kind === 'removed') return [`- ${key}`];
  return [
    `@@ ${key} @@`,
    ...fields.flatMap(({ field, before, after }) => [
      `-   ${field}: ${before}`,
      `+   ${field}: ${after}`,
    ]),
  ];
}
