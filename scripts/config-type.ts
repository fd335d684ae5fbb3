/** What of JSON Schema the schema of the config uses. */
export interface JsonSchema {
  /** One of JSON Schema's types, or the name of a TypeScript type. */
  readonly type?: string;
  readonly description?: string | undefined;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
}

/** A named type, exported. */
export function declarationOf(name: string, schema: JsonSchema): string {
  const { description = '' } = schema;
  const type = typeOf(withKind(schema, description));
  const isObject = schema.type === 'object' && schema.properties !== undefined;
  return (
    documented({ description }, '') +
    (isObject ? `export interface ${name} ${type}\n` : `export type ${name} = ${type};\n`)
  );
}

/** The TypeScript type of what a JSON Schema accepts, with its descriptions as documentation. */
export function typeOf(schema: JsonSchema, pad = ''): string {
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined)
    return unionOf(options.map((one) => typeOf(withKind(one, schema.description), pad)));
  if ('const' in schema) return literal(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(literal).join(' | ');
  if (schema.type === 'array') return arrayOf(typeOf(schema.items ?? {}, pad));
  if (schema.type === 'object') return objectOf(schema, pad);
  return scalars[schema.type ?? ''] ?? schema.type ?? 'unknown';
}

/** The kind of an option says what the option is about. */
function withKind(schema: JsonSchema, description: string | undefined): JsonSchema {
  const { kind } = schema.properties ?? {};
  if (kind === undefined || kind.description !== undefined) return schema;
  return { ...schema, properties: { ...schema.properties, kind: { ...kind, description } } };
}

/** One of these; beside `string` a single string says nothing. */
function unionOf(types: readonly string[]): string {
  const isText = types.includes('string');
  const kept = types.filter((type) => !(isText && type.startsWith("'")));
  return [...new Set(kept)].join(' | ');
}

const scalars: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
};

const literal = (value: unknown): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : JSON.stringify(value);

const arrayOf = (item: string): string => (item.includes(' | ') ? `(${item})[]` : `${item}[]`);

function objectOf({ properties, required, additionalProperties }: JsonSchema, pad: string): string {
  if (properties === undefined) {
    const values = typeof additionalProperties === 'object' ? additionalProperties : {};
    return `Record<string, ${typeOf(values, pad)}>`;
  }
  const inside = `${pad}  `;
  const lines = Object.entries(properties).map(([name, property]) => {
    const type = typeOf(withKind(property, property.description), inside);
    const isRequired = required?.includes(name) ?? false;
    return (
      `${documented(property, inside)}${inside}${keyOf(name)}${isRequired ? '' : '?'}: ` +
      `${type}${isRequired ? '' : ' | undefined'};\n`
    );
  });
  return `{\n${lines.join('')}${pad}}`;
}

const keyOf = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name));

function documented(property: JsonSchema, pad: string): string {
  const { description } = property;
  if (description === undefined) return '';
  const isShort =
    ['string', 'number', 'boolean'].includes(typeof property.default) &&
    !description.includes('(default');
  const fallback = isShort ? ` (default: ${JSON.stringify(property.default)})` : '';
  return `${pad}/** ${`${description}${fallback}`.replaceAll('*/', '* /')} */\n`;
}
