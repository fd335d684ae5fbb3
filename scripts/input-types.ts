import type { JsonSchema } from './config-type.ts';

/** The types that have a name, by the path of what they describe: what is inside of another comes first. */
const names: readonly (readonly [path: string, name: string, description?: string])[] = [
  ['components.*.runtime', 'RuntimeInput'],
  ['components.*.health', 'HealthInput'],
  ['components.*.autoscaling', 'AutoscalingInput'],
  ['components.*.resources', 'ResourcesInput'],
  ['components.*.routes.*', 'RouteInput', 'A path under which a component is reached'],
  ['components.*', 'ComponentInput', 'A component'],
  ['dataStores.*', 'DataStoreInput', 'A data store'],
  // The schema checks what an environment overrides later, merged with what it overrides.
  ['environments.*.overrides', 'OverridesInput'],
  ['environments.*', 'EnvironmentInput', 'An environment'],
  ['registry', 'RegistryInput'],
  ['packaging', 'PackagingInput'],
  ['delivery', 'DeliveryInput'],
  ['secrets', 'SecretsInput'],
  ['routing', 'RoutingInput'],
  ['messaging', 'MessagingInput'],
  ['monitoring', 'MonitoringInput'],
  ['infrastructure', 'InfrastructureInput'],
  ['ci', 'CiInput'],
];

interface InputTypes {
  /** The schema with names where these types stand. */
  readonly rest: JsonSchema;
  /** Every type with its name, except for the one that is written by hand. */
  readonly types: readonly (readonly [name: string, schema: JsonSchema])[];
}

/** Takes the types that have names out of a schema. */
export function inputTypes(schema: JsonSchema): InputTypes {
  let rest = schema;
  const types = names.map(([path, name, description]) => {
    const [taken, left] = take(rest, path.split('.'), name);
    rest = left;
    return [name, { ...taken, description: description ?? taken.description }] as const;
  });
  return { rest, types: types.filter(([name]) => name !== 'OverridesInput') };
}

/** The schema at a path, and the one around it with a name in its place. */
function take(schema: JsonSchema, path: readonly string[], name: string): [JsonSchema, JsonSchema] {
  const [key, ...below] = path;
  if (key === undefined) {
    const { description, default: usual } = schema;
    return [schema, { type: name, description, default: usual }];
  }
  const inner = (found: JsonSchema | boolean | undefined): [JsonSchema, JsonSchema] => {
    if (typeof found !== 'object') throw new Error(`no ${key} for ${name} in the schema`);
    return take(found, below, name);
  };
  if (key !== '*') {
    const [taken, left] = inner(schema.properties?.[key]);
    return [taken, { ...schema, properties: { ...schema.properties, [key]: left } }];
  }
  const list = schema.items === undefined ? 'additionalProperties' : 'items';
  const [taken, left] = inner(schema[list]);
  return [taken, { ...schema, [list]: left }];
}
