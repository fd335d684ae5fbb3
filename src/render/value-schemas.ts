import type { JsonSchema } from './chart-value.ts';

// Patterns are Go's (RE2), without lookaheads: Helm refuses a chart whose schema it cannot compile.

const text = (pattern: string): JsonSchema => ({ type: 'string', pattern });

export const anyText: JsonSchema = { type: 'string' };
export const flag: JsonSchema = { type: 'boolean' };
export const whole = (minimum: number, maximum: number): JsonSchema => ({
  type: 'integer',
  minimum,
  maximum,
});
export const oneOf = (...values: readonly string[]): JsonSchema => ({
  type: 'string',
  enum: values,
});

export const cpu = text('^([1-9][0-9]{0,3}(\\.[0-9]{1,3})?|0\\.[0-9]{1,3}|[1-9][0-9]{0,6}m)$');
export const bytes = text('^[1-9][0-9]{0,6}(Ki|Mi|Gi|Ti)$');
export const optionalBytes = text('^([1-9][0-9]{0,6}(Ki|Mi|Gi|Ti))?$');
export const dnsLabel = text('^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$');
/** A namespace that is not ours may start with a digit. */
export const namespace = text('^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$');
export const optionalDnsLabel = text('^([a-z]([a-z0-9-]{0,61}[a-z0-9])?)?$');
export const hostName = text('^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]$');
export const optionalHostName = text(
  '^(([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9])?$',
);
export const objectName = text('^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$');
export const optionalObjectName = text('^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)?$');
export const gateway = text(
  '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?/[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$',
);
export const imageRepository = text('^[a-z0-9][a-z0-9.-]*(:[0-9]{1,5})?(/[a-z0-9][a-z0-9._-]*)*$');
export const imageTag = text('^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$');
export const imageDigest = text('^sha256:[0-9a-f]{64}$');
export const imageReference: JsonSchema = {
  type: 'string',
  pattern: '^[^ ]+[:@][^ ]+$',
  not: { pattern: ':latest(@|$)' },
};
/** CloudNativePG takes the number that the tag begins with for the version of PostgreSQL. */
export const postgresImage = text('^[^ @]+:(1[3-9]|[2-9][0-9])([^0-9/:@ ][^/:@ ]*)?(@[^ ]+)?$');
export const redisSize = text('^[1-9][0-9]{0,5}(mb|gb)$');
export const bucket = text('^s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9_.-]+)*$');
export const optionalUrl = text('^(https://[a-z0-9.-]+(:[0-9]{1,5})?)?$');
export const cron = text('^[0-9*/]+( [0-9*/]+){5}$');
export const interval = text('^([1-9][0-9]{1,3}s|[1-9][0-9]?m)$');
export const variableName = text('^[A-Za-z_][A-Za-z0-9_]*$');
export const channel = text('^#[a-z0-9_-]+$');
export const retention = text('^[1-9][0-9]{0,3}[dwm]$');
export const share = text('^(0(\\.[0-9]{1,6})?|1(\\.0{1,6})?)$');
export const digits = text('^[1-9][0-9]{0,15}$');
export const topic = text('^[A-Za-z0-9._-]{1,249}$');
export const waveNumber: JsonSchema = { type: 'integer', minimum: -100, maximum: 100 };

/** A list without repetitions. */
export const listOf = (items: JsonSchema): JsonSchema => ({
  type: 'array',
  items,
  uniqueItems: true,
});

/** A map of strings whose keys match a pattern. */
export const stringsBy = (pattern: string): JsonSchema => ({
  type: 'object',
  propertyNames: { pattern },
  additionalProperties: { type: 'string', maxLength: 4096 },
});

const amounts: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: { cpu, memory: bytes, 'ephemeral-storage': bytes },
};

/** Requests and limits of a container. */
export const resources: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: { requests: amounts, limits: amounts },
};

/** A map that says what it likes. */
export const anyMap = (description: string): JsonSchema => ({ type: 'object', description });

/** Requests and limits that all say the same, to stand in for others. */
export function evenResources(amount: string) {
  const amounts = { cpu: amount, memory: amount, 'ephemeral-storage': amount };
  return { requests: amounts, limits: amounts };
}
