import * as z from 'zod';
import { descriptionOf, kindOf, innerSchemaOf } from './schema-at.ts';
import { configSchema } from './schema.ts';

/** One option of the config, as documentation shows it. */
export interface Row {
  /** `components.<name>.runtime (node).version`: names stand in angle brackets, members of a union in parentheses. */
  readonly path: string;
  readonly type: string;
  readonly presence:
    | { readonly kind: 'required' | 'optional' }
    | { readonly kind: 'default'; readonly value: unknown };
  readonly description: string;
  /** What a text must look like, in the words of the error; empty when nothing special is asked. */
  readonly format: string;
}

/** Every option of the config, in the order of the schema. */
export const describeConfig = (): Row[] => below(configSchema, '');

/** The options inside a value; `kind` has no row, because the type of its object lists the kinds. */
function below(schema: z.core.$ZodType, path: string): Row[] {
  const inner = innerSchemaOf(schema);
  if (inner instanceof z.ZodObject) {
    return Object.entries(inner.shape).flatMap(([key, child]) =>
      key === 'kind' ? [] : [row(child, joined(path, key)), ...below(child, joined(path, key))],
    );
  }
  if (inner instanceof z.ZodRecord) return below(inner.valueType, joined(path, '<name>'));
  if (inner instanceof z.ZodArray) return below(inner.element, `${path}[]`);
  if (inner instanceof z.ZodUnion)
    return distinct(
      inner.options.flatMap((option) => below(option, memberPath(path, kindOf(option)))),
    );
  return [];
}

/** What members of a union share and no kind tells apart has one row. */
const distinct = (rows: readonly Row[]): Row[] => [
  ...new Map(rows.map((found) => [JSON.stringify(found), found])).values(),
];

const joined = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);
const memberPath = (path: string, kind: string | undefined): string =>
  kind === undefined ? path : `${path} (${kind})`;

function row(schema: z.core.$ZodType, path: string): Row {
  return {
    path,
    type: typeOf(schema),
    presence: presenceOf(schema),
    description: descriptionOf(schema),
    format: formatOf(schema),
  };
}

function presenceOf(schema: z.core.$ZodType): Row['presence'] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return { kind: 'default', value: schema.def.defaultValue };
  return { kind: schema instanceof z.ZodOptional ? 'optional' : 'required' };
}

/** The message that somebody gets who writes something else. */
function formatOf(schema: z.core.$ZodType): string {
  const inner = innerSchemaOf(schema);
  const text = inner instanceof z.ZodArray ? innerSchemaOf(inner.element) : inner;
  if (!(text instanceof z.ZodString)) return '';
  return (
    text.safeParse('\n').error?.issues.find(({ code }) => code === 'invalid_format')?.message ?? ''
  );
}

function typeOf(schema: z.core.$ZodType): string {
  const inner = innerSchemaOf(schema);
  if (inner instanceof z.ZodUnion) return [...new Set(inner.options.map(typeOf))].join(' or ');
  if (inner instanceof z.ZodObject) return memberType(kindOf(inner));
  if (inner instanceof z.ZodRecord) return `map of ${plural(typeOf(inner.valueType))}`;
  if (inner instanceof z.ZodArray) return `list of ${plural(typeOf(inner.element))}`;
  if (inner instanceof z.ZodLiteral)
    return [...inner.values].map((value) => JSON.stringify(value)).join(' or ');
  if (inner instanceof z.ZodEnum)
    return inner.options.map((option) => JSON.stringify(option)).join(' or ');
  if (inner instanceof z.ZodNumber) return 'integer';
  if (inner instanceof z.ZodUnknown) return 'value';
  return inner._zod.def.type;
}

const memberType = (kind: string | undefined): string =>
  kind === undefined ? 'object' : `{ kind: ${JSON.stringify(kind)} }`;
const plural = (type: string): string => (/^[a-z]+$/.test(type) ? `${type}s` : type);
