import type { JsonSchema } from '../../src/render/chart-value.ts';
import type { Value } from '../../src/render/spec.ts';

/** Another value than the one there, that the schema admits; nothing for flags. */
export function otherValue(schema: JsonSchema, current: Value | undefined): Value | undefined {
  const { type, minimum, maximum, enum: values, pattern } = schema;
  if (type === 'integer')
    return current === maximum
      ? Number(current) - 1
      : Math.max(Number(current) + 1, Number(minimum));
  if (Array.isArray(values)) return values.find((value) => value !== current);
  if (type === 'array') return ['www.example.org', 'api.example.org'];
  if (type === 'object')
    return 'propertyNames' in schema
      ? { ...(current as object), another: '1e3', one: '{{ x }}' }
      : amounts;
  return type === 'string'
    ? samples.find(
        (sample) =>
          sample !== current && (pattern === undefined || new RegExp(String(pattern)).test(sample)),
      )
    : undefined;
}

const amounts = {
  requests: { cpu: '1', memory: '11Mi', 'ephemeral-storage': '3Gi' },
  limits: { cpu: '1.5', memory: '1Ti', 'ephemeral-storage': '4Gi' },
};

const samples = [
  'www.example.org',
  '55Gi',
  '77mb',
  's3://other-bucket/path',
  'https://s3.example.org',
  '0 1 2 3 4 5',
  '8w',
  'istio-other/gateway',
  'registry.example.org/a/b',
  'docker.io/library/redis:1.2.3',
  'ghcr.io/acme/postgresql:17.9-standard',
  'other-class',
  '77s',
  '#other-channel',
  '0.5',
  '4096',
  'OTHER_KEY',
];
