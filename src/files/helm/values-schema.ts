import { asMap, entriesOf, type ValueMap } from '../kustomize/value.ts';
import type { Value } from '../spec.ts';
import type { Chart } from './chart.ts';
import type { JsonSchema } from './leaf.ts';
import { anyMap, imageDigest, imageRepository, imageTag } from './schemas.ts';
import { withValue } from './values.ts';

/** `values.schema.json`: every value of the table and nothing else, so that a misspelt one is an error that names it. */
export function valuesSchema({ owners, values }: Chart): Value {
  const leaves = values.reduce<ValueMap>((tree, { path, schema, description }) => withValue(tree, path, leaf({ ...schema, description })), {});
  const whole = owners.filter(({ kind }) => kind === 'component').reduce<ValueMap>((tree, { section }) => {
    const parts = { repository: imageRepository, tag: imageTag, digest: imageDigest };
    return Object.entries(parts).reduce((some, [part, schema]) => withValue(some, [section, 'image', part], leaf(schema)), tree);
  }, leaves);
  const described = objectSchema(whole);
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...described, properties: { ...asMap(described['properties']), global: anyMap('Values that Helm hands to all charts'), custom: anyMap('Values of templates of your own') } };
}

const mark = '$leaf';
const leaf = (schema: JsonSchema): Value => ({ [mark]: schema });

function objectSchema(tree: ValueMap): JsonSchema {
  const properties = entriesOf(tree).map(([key, value]): [string, Value] => {
    const map = asMap(value) ?? {};
    return [key, asMap(map[mark]) ?? objectSchema(map)];
  });
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) };
}
