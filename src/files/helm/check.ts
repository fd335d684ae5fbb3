import { InternalError } from '../../errors.ts';
import type { Plan } from '../../plan/plan.ts';
import { objects } from '../k8s/objects.ts';
import { objectKey } from '../../render/kubernetes-object.ts';
import { asList, asMap, entriesOf, fieldOf, same, type ValueMap } from '../../render/value.ts';
import type { Value } from '../../render/spec.ts';
import type { Chart } from './chart.ts';
import { givenValues } from './release.ts';
import { says } from '../chart-parts/says.ts';
import { evaluate, holds } from '../chart-parts/template.ts';
import { mergeValues } from './values.ts';

/** What Helm makes of a chart with these values: its objects, by their keys. */
export const evaluateChart = (
  { objects: templates }: Pick<Chart, 'objects'>,
  values: ValueMap,
): ReadonlyMap<string, Value> =>
  new Map(
    templates
      .filter(({ when }) => holds(when, values))
      .map(({ key, body }) => [key, evaluate(body, values) ?? null]),
  );

/**
 * Throws an `InternalError` that names object and pointer where
 * the charts of an environment are not what the model says.
 */
export function checkCharts(plan: Plan, charts: readonly Chart[]): void {
  for (const [index, environment] of plan.environments.entries()) {
    // All charts read one release file.
    const given = givenValues(charts[0]?.images ?? [], environment);
    const model = new Map(
      objects(plan, environment).map((object): [string, Value] => [objectKey(object), object]),
    );
    const built = charts.flatMap((chart) =>
      builtBy(chart, mergeValues(chart.layout.merged[index] ?? {}, given)),
    );
    const missing = new Set(model.keys());
    for (const { key } of built) missing.delete(key);
    const wrong = [...built, ...[...missing].map((key): Built => ({ key, pointerTo: () => '' }))];
    for (const { key, pointerTo } of wrong) {
      const pointer = pointerTo(model.get(key));
      if (pointer !== undefined)
        throw new InternalError(
          `the ${charts.length === 1 ? 'chart does' : 'charts do'} not say what ` +
            `${environment.name} needs: ${key} differs at "${pointer}"`,
        );
    }
  }
}

/** An object that a chart makes, and where it is not what is wanted. */
interface Built {
  readonly key: string;
  readonly pointerTo: (wanted: Value | undefined) => string | undefined;
}

/** The objects that Helm makes of a chart with these values. */
const builtBy = ({ objects: templates }: Chart, values: ValueMap): readonly Built[] =>
  templates
    .filter(({ when }) => holds(when, values))
    .map(({ key, body }) => ({
      key,
      pointerTo: (wanted) =>
        wanted !== undefined && says(body, values, wanted)
          ? undefined
          : difference(evaluate(body, values), wanted, ''),
    }));

/** The first place where two values part. */
function difference(
  built: Value | undefined,
  wanted: Value | undefined,
  pointer: string,
): string | undefined {
  if (same(built, wanted)) return undefined;
  const [one, other] = [asMap(built), asMap(wanted)];
  if (one !== undefined && other !== undefined) {
    const keys = [...new Set([...entriesOf(one), ...entriesOf(other)].map(([key]) => key))];
    return keys
      .map((key) =>
        difference(
          fieldOf(one, key),
          fieldOf(other, key),
          `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        ),
      )
      .find((found) => found !== undefined);
  }
  const [list, otherList] = [asList(built), asList(wanted)];
  if (list === undefined || list.length !== otherList?.length) return pointer;
  return list
    .map((item, index) => difference(item, otherList[index], `${pointer}/${index}`))
    .find((found) => found !== undefined);
}
