import { asMap, entriesOf, fieldOf, type ValueMap } from '../../render/value.ts';
import type { Value } from '../../render/spec.ts';
import type { Chart } from './chart.ts';
import type { JsonSchema } from '../../render/chart-value.ts';
import { anyMap, imageDigest, imageRepository, imageTag } from '../../render/value-schemas.ts';
import { valueTree, type PlacedValue } from './value-tree.ts';

/**
 * `values.schema.json`: every value of the table and nothing
 * else, so that a misspelt one is an error that names it.
 */
export function valuesSchema({ images, values, layout }: Chart): Value {
  const leaves = values.map(({ path, schema, description }): PlacedValue => [
    path,
    leaf({ ...schema, description }),
  ]);
  const parts = { repository: imageRepository, tag: imageTag, digest: imageDigest };
  const imageLeaves = images.flatMap(({ path }) =>
    Object.entries(parts).map(([part, schema]): PlacedValue => [[...path, part], leaf(schema)]),
  );
  const described = objectSchema(valueTree([...leaves, ...imageLeaves]), layout.base);
  const properties = asMap(described['properties']) ?? {};
  // Whoever includes this chart in one of theirs may hand down more than we know.
  const { additionalProperties: _, ...known } = asMap(properties['global']) ?? {};
  const global = { ...known, ...anyMap('Values that Helm passes to all charts') };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...described,
    properties: { ...properties, global, custom: anyMap('Values of your own templates') },
  };
}

const mark = '$leaf';
const leaf = (schema: JsonSchema): Value => ({ [mark]: schema });

/** What `values.yaml` says has to stay: null would take it away, and templates would say nothing in its place. */
function objectSchema(tree: ValueMap, base: ValueMap): JsonSchema {
  const properties = entriesOf(tree).map(([key, value]): [string, Value] => {
    const map = asMap(value) ?? {};
    return [key, asMap(map[mark]) ?? objectSchema(map, asMap(fieldOf(base, key)) ?? {})];
  });
  const required = properties.map(([key]) => key).filter((key) => fieldOf(base, key) !== undefined);
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(properties),
  };
}
