import * as z from 'zod';
import { dotted, type Issue } from './issue.ts';
import { nearest } from './nearest.ts';

/** The issues of a failed parse, unions unfolded, each unknown key with the nearest valid one. */
export function issuesOf(error: z.ZodError, input: unknown, schema: z.ZodType): Issue[] {
  return error.issues.flatMap((issue) => unfold(issue, [], input, schema));
}

function unfold(issue: z.core.$ZodIssue, parent: readonly PropertyKey[], input: unknown, schema: z.ZodType): Issue[] {
  const path = [...parent, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const closest = [...issue.errors].sort((a, b) => badness(a) - badness(b))[0] ?? [];
    return closest.flatMap((inner) => unfold(inner, path, input, schema));
  }
  if (issue.code === 'invalid_union' && 'options' in issue && Array.isArray(issue.options)) {
    return [{ path: dotted(path), message: `must be one of ${issue.options.map(String).join(', ')}` }];
  }
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, path, input, schema));
  if (issue.code === 'invalid_type' && valueAt(input, path) === undefined) return [{ path: dotted(path), message: `is missing (${issue.expected})` }];
  if (issue.code === 'invalid_key') return issue.issues.map((inner) => ({ path: dotted(path), message: `bad name: ${inner.message}` }));
  return [{ path: dotted(path), message: issue.message }];
}

/** A union member that fails deep inside was meant; one of another type was not. */
const badness = (issues: readonly z.core.$ZodIssue[]): number => (issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0) ? 1000 : issues.length);

function unknownKey(key: string, path: readonly PropertyKey[], input: unknown, schema: z.ZodType): Issue {
  const known = keysAt(schema, path, input);
  const near = nearest(key, known);
  const hint = near === undefined ? (known.length === 0 ? '' : `; known keys: ${known.join(', ')}`) : `; did you mean "${near}"?`;
  return { path: dotted([...path, key]), message: `unknown key${hint}` };
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined), input);
}

function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[], input: unknown): string[] {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodUnion) return inner.options.flatMap((option) => (fits(option, input) ? keysAt(option, path, input) : []));
  const [key, ...rest] = path;
  if (key === undefined) return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
  const value = valueAt(input, [key]);
  if (inner instanceof z.ZodObject) {
    const child: unknown = inner.shape[String(key)];
    return child instanceof z.ZodType ? keysAt(child, rest, value) : [];
  }
  if (inner instanceof z.ZodRecord) return keysAt(inner.valueType, rest, value);
  if (inner instanceof z.ZodArray) return keysAt(inner.element, rest, value);
  return [];
}

function fits(option: z.core.$ZodType, input: unknown): boolean {
  if (!(option instanceof z.ZodObject)) return unwrapped(option) instanceof z.ZodRecord || unwrapped(option) instanceof z.ZodArray;
  const kind: unknown = option.shape['kind'];
  return !(kind instanceof z.ZodLiteral) || kind.values.has(valueAt(input, ['kind']) as z.core.util.Literal);
}

/** The schema below defaults and optional marks. */
export function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return unwrapped(schema.def.innerType);
  return schema;
}
