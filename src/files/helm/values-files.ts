import type { EnvironmentPlan } from '../../plan/plan.ts';
import { asMap, bare, entriesOf, type ValueMap } from '../../render/value.ts';
import { Commented, type Value } from '../../render/spec.ts';
import type { PlacedChart } from './charts.ts';
import type { Owner } from '../../plan/chart-owners.ts';

/** `values.yaml`: the config without its overrides, in sections, each value with what it means. */
export function sharedValues({ name, owners, values, layout }: PlacedChart): Value {
  const descriptions = new Map(
    // Of rows that share a path, the first says what it is.
    values.toReversed().map(({ path, description }) => [path.join('.'), description]),
  );
  const said = entriesOf(layout.base).map(([section, value]): [string, Value] => {
    const shown = withDescriptions(value, section, descriptions);
    const title = titleOf(section, owners);
    return [section, title === undefined ? shown : new Commented(shown, { before: `\n${title}` })];
  });
  const [first, ...rest] = said;
  if (first === undefined) return {};
  const [section, value] = first;
  const before =
    `Values of ${name} in all environments, from the config; values-<environment>.yaml ` +
    `holds the differences.${value instanceof Commented ? (value.before ?? '') : ''}`;
  return Object.fromEntries([[section, new Commented(bare(value), { before })], ...rest]);
}

/** Each value of a section with its description above it. */
function withDescriptions(
  value: Value,
  path: string,
  descriptions: ReadonlyMap<string, string>,
): Value {
  const before = descriptions.get(path);
  if (before !== undefined) return new Commented(value, { before });
  const map = asMap(value);
  return map === undefined
    ? value
    : Object.fromEntries(
        entriesOf(map).map(([key, inner]) => [
          key,
          withDescriptions(inner, `${path}.${key}`, descriptions),
        ]),
      );
}

/** What a section is about; values at the top of a chart stand in none. */
function titleOf(section: string, owners: readonly Owner[]): string | undefined {
  if (section === 'syncWaves')
    return 'Argo CD applies lower waves first, and waits until they are healthy';
  if (section === 'global')
    return (
      'Shared with the other charts of the service: change it in all of them, or better, ' +
      'in the config'
    );
  return owners.find((candidate) => candidate.section === section)?.title;
}

/** `values-<environment>.yaml`: only what is different there. */
export function differingValues(
  environment: EnvironmentPlan,
  differing: ValueMap | undefined,
): Value {
  const values = differing ?? {};
  return Object.keys(values).length === 0
    ? new Commented({}, { before: `${environment.name} has no differences.` })
    : values;
}
