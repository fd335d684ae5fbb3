import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { JsonSchema } from '../../scripts/config-type.ts';
import { jsonSchema } from '../../src/cli/json-schema.ts';
import { repository } from './pages.ts';

const page = readFileSync(join(repository, 'docs/decisions/config-shape.md'), 'utf8');
const properties = (jsonSchema() as JsonSchema).properties ?? {};

/** The members of a union, by their `kind`. */
function kindsOf({ anyOf, oneOf, properties: own, additionalProperties }: JsonSchema): string[] {
  const kind = own?.['kind'];
  if (kind !== undefined)
    return [kind.const, ...(kind.enum ?? [])].flatMap((one) =>
      one === undefined ? [] : [String(one)],
    );
  if (typeof additionalProperties === 'object') return kindsOf(additionalProperties);
  return (anyOf ?? oneOf ?? []).flatMap(kindsOf);
}

const component = properties['components']?.additionalProperties;
const runtime = typeof component === 'object' ? component.properties?.['runtime'] : undefined;
const unions = Object.entries({ ...properties, 'components.<name>.runtime': runtime ?? {} })
  .map(([axis, schema]) => ({ axis, kinds: kindsOf(schema) }))
  .filter(({ axis, kinds }) => kinds.length > 1 && axis !== 'ci');

test('the table of the config has a row for each union', () => {
  expect(unions.map(({ axis }) => axis)).toEqual(
    expect.arrayContaining(['registry', 'dataStores', 'routing', 'components.<name>.runtime']),
  );
});

test.each(unions)('the row of $axis says which members are built', ({ axis, kinds }) => {
  const row = page.split('\n').find((line) => line.startsWith(`| \`${axis}\` |`));
  const [, , built = '', planned = ''] = (row ?? '').split('|');
  const namesIn = (cell: string): string[] => cell.match(/(?<=`)[\w-]+(?=`)/g) ?? [];
  expect(kinds.filter((kind) => !namesIn(built).includes(kind))).toEqual([]);
  expect(kinds.filter((kind) => namesIn(planned).includes(kind))).toEqual([]);
});

test('the page counts the keys at the top', () => {
  const count = String(Object.keys(properties).length);
  expect(page).toContain(`There are ${count} top-level keys.`);
  expect(page).toContain(`| top level | ${count} keys |`);
});

test('the config has no other key called enabled than the two of which the page speaks', () => {
  const found = (schema: JsonSchema, path: string): string[] => [
    ...Object.entries(schema.properties ?? {}).flatMap(([key, inner]) =>
      key === 'enabled' ? [`${path}.${key}`] : found(inner, `${path}.${key}`),
    ),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((one) => found(one, path)),
    ...(typeof schema.additionalProperties === 'object'
      ? found(schema.additionalProperties, `${path}.*`)
      : []),
  ];
  expect(found({ properties }, '')).toEqual([
    '.components.*.enabled',
    '.components.*.autoscaling.enabled',
  ]);
});
