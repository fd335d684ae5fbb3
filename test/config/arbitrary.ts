import fc from 'fast-check';
import * as z from 'zod';
import { innerSchemaOf } from '../../src/config/schema/schema-at.ts';
import { configSchema, type ConfigInput } from '../../src/config/schema/schema.ts';
import type { Config } from '../../src/config/config.ts';
import { tryParse } from '../../src/config/parse/parse.ts';
import { repaired, type Donors, type Tree } from './repair.ts';
import { stringOf } from './strings.ts';
import type { Schema } from './walk.ts';

/** Random configs: whatever the schema says, repaired so that the rules between keys mostly hold. */
export const configInputs: fc.Arbitrary<ConfigInput> = fc
  .tuple(valueOf(configSchema), fc.array(donors(), { minLength: 3, maxLength: 3 }))
  .map(([tree, given]) => repaired(tree as Tree, given) as unknown as ConfigInput);

/** Configs that the parser accepts, with what was written; `refused` counts the others. */
export function accepted(
  runs: number,
  seed: number,
): {
  readonly configs: readonly { readonly input: ConfigInput; readonly config: Config }[];
  readonly tried: number;
  readonly messages: readonly string[];
} {
  const tried: ConfigInput[] = [];
  const messages: string[] = [];
  const configs: { input: ConfigInput; config: Config }[] = [];
  for (let round = 0; configs.length < runs && round < 20; round += 1) {
    // Few are refused, so the second round is a short one.
    const numRuns = Math.min(runs, round === 0 ? runs : 5 + 2 * (runs - configs.length));
    for (const input of fc.sample(configInputs, { numRuns, seed: seed + round * 1000 })) {
      if (configs.length >= runs) break;
      tried.push(input);
      const outcome = tryParse(input);
      if ('config' in outcome) configs.push({ input, config: outcome.config });
      else messages.push(...outcome.issues.map(({ path, message }) => `${path}: ${message}`));
    }
  }
  return { configs, tried: tried.length, messages };
}

/** A random value of a schema. */
export function valueOf(schema: Schema): fc.Arbitrary<unknown> {
  const inner = innerSchemaOf(schema);
  if (inner instanceof z.ZodObject) return objectOf(inner.shape);
  if (inner instanceof z.ZodRecord) return dictionaryOf(inner.keyType, inner.valueType);
  if (inner instanceof z.ZodArray) return listOf(inner);
  if (inner instanceof z.ZodUnion)
    return fc.oneof(...inner.options.map((option) => valueOf(option)));
  if (inner instanceof z.ZodEnum) return fc.constantFrom(...inner.options);
  if (inner instanceof z.ZodLiteral) return fc.constantFrom(...inner.values);
  if (inner instanceof z.ZodBoolean) return fc.boolean();
  if (inner instanceof z.ZodNumber) return numberOf(inner);
  if (inner._zod.def.type === 'string') return stringOf(inner);
  if (inner instanceof z.ZodUnknown) return fc.constant({});
  throw new Error(`no random value for ${inner._zod.def.type}: teach test/config/arbitrary.ts`);
}

function objectOf(shape: Readonly<Record<string, Schema>>): fc.Arbitrary<unknown> {
  const required = Object.keys(shape).filter(
    (key) => !z.safeParse(shape[key] as Schema, undefined).success,
  );
  return fc.record(
    Object.fromEntries(Object.entries(shape).map(([key, child]) => [key, valueOf(child)])),
    { requiredKeys: required, noNullPrototype: true },
  );
}

function dictionaryOf(key: Schema, value: Schema): fc.Arbitrary<unknown> {
  return fc.dictionary(stringOf(key), valueOf(value), {
    minKeys: 0,
    maxKeys: 3,
    noNullPrototype: true,
  });
}

function listOf(list: z.ZodArray): fc.Arbitrary<unknown> {
  const values = fc.uniqueArray(valueOf(list.element), {
    maxLength: 3,
    comparator: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  return values.filter((value) => list.safeParse(value).success);
}

function numberOf(schema: z.ZodNumber): fc.Arbitrary<number> {
  const { minValue, maxValue } = schema;
  const [min, max] = [Math.max(minValue ?? 0, -1e6), Math.min(maxValue ?? 1e6, 2 ** 31 - 1)];
  return fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min, max: Math.min(max, min + 3) }) },
    { weight: 1, arbitrary: fc.integer({ min, max }) },
    { weight: 1, arbitrary: fc.constantFrom(min, max) },
  );
}

/** What an environment may override: a few random keys of components, stores and routing. */
function donors(): fc.Arbitrary<Donors> {
  const { components, dataStores, routing, messaging, monitoring } = configSchema.shape;
  const component = recordValue(components);
  const stores = innerSchemaOf(recordValue(dataStores));
  const kinds = stores instanceof z.ZodUnion ? stores.options : [stores];
  return fc.record({
    components: fc.array(partOf(component), { minLength: 3, maxLength: 3 }),
    dataStores: fc
      .record(
        Object.fromEntries(
          kinds.map((kind, index) => [
            index,
            fc.array(partOf(kind), { minLength: 3, maxLength: 3 }),
          ]),
        ),
      )
      .map((found) => Object.values(found)),
    routing: valueOf(routing) as fc.Arbitrary<Tree>,
    messaging: valueOf(messaging) as fc.Arbitrary<Tree>,
    monitoring: valueOf(monitoring) as fc.Arbitrary<Tree>,
  });
}

function recordValue(schema: Schema): Schema {
  const inner = innerSchemaOf(schema);
  return inner instanceof z.ZodRecord ? inner.valueType : inner;
}

/** A few of the keys of an object, some with null for "as if it were not written". */
function partOf(schema: Schema): fc.Arbitrary<Tree> {
  const inner = innerSchemaOf(schema);
  const shape = inner instanceof z.ZodObject ? (inner.shape as Record<string, Schema>) : {};
  const values = Object.fromEntries(
    Object.entries(shape)
      .filter(([key]) => key !== 'kind')
      .map(([key, child]) => [
        key,
        fc.oneof(
          { weight: 7, arbitrary: valueOf(child) },
          { weight: 1, arbitrary: fc.constant(null) },
        ),
      ]),
  );
  return fc
    .shuffledSubarray(Object.keys(values), { maxLength: 4 })
    .chain((keys) =>
      fc.record(
        Object.fromEntries(
          keys.map((key): [string, fc.Arbitrary<unknown>] => [
            key,
            values[key] ?? fc.constant(null),
          ]),
        ),
        { noNullPrototype: true },
      ),
    );
}
