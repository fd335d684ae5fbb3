import type * as z from 'zod';
import { expectationOf, expectedKindText } from './expectation.ts';
import type { Problem } from '../../domain/issue.ts';
import { schemasAt, valueAt } from '../schema/schema-at.ts';
import { shownValue } from './shown-value.ts';
import { unknownKey } from './unknown-key.ts';

/** The problems of a failed parse, unions unfolded, each unknown key with the nearest valid one. */
export function problemsOf(
  error: z.core.$ZodError,
  input: unknown,
  schema: z.core.$ZodType,
): Problem[] {
  return error.issues.flatMap((issue) => unfold(issue, [], { input, schema }));
}

interface IssueInput {
  readonly input: unknown;
  readonly schema: z.core.$ZodType;
}

function unfold(
  issue: z.core.$ZodIssue,
  parent: readonly PropertyKey[],
  { input, schema }: IssueInput,
): Problem[] {
  const at = [...parent, ...issue.path];
  const value = valueAt(input, at);
  const shown = shownValue(value, at);
  const wrong = (): Problem[] => {
    const [wanted] = schemasAt(schema, at, input);
    return [
      { at, message: wanted === undefined ? issue.message : expectationOf(wanted, value, shown) },
    ];
  };
  const wrongKind = (): Problem[] => [
    { at, message: expectedKindText(schemasAt(schema, at.slice(0, -1), input), value, shown) },
  ];
  switch (issue.code) {
    case 'invalid_union': {
      if (issue.errors.length === 0) return wrongKind();
      if (issue.errors.every(isOfAnotherType)) return wrong();
      const closest = [...issue.errors].sort((a, b) => badness(a) - badness(b))[0] ?? [];
      return closest.flatMap((inner) => unfold(inner, at, { input, schema }));
    }
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        at: [...at, key],
        message: unknownKey(key, schemasAt(schema, at, input), value),
      }));
    case 'invalid_key':
      return issue.issues.map((inner) => ({ at, message: `invalid name: ${inner.message}` }));
    case 'invalid_type':
    case 'invalid_value':
      return wrong();
    default:
      return [{ at, message: refusalText(issue, shownValue(value, at)) }];
  }
}

/** A member of a union that fails as a whole was not meant. */
const isOfAnotherType = (issues: readonly z.core.$ZodIssue[]): boolean =>
  issues.some(
    ({ code, path }) => path.length === 0 && (code === 'invalid_type' || code === 'invalid_value'),
  );

/** One that fails deep inside was. */
const badness = (issues: readonly z.core.$ZodIssue[]): number =>
  isOfAnotherType(issues) ? 1000 : issues.length;

/** A refusal with the value that is refused; `shown` is undefined where the value is left out. */
const refusalText = (issue: z.core.$ZodIssue, shown: string | undefined): string =>
  shown === undefined ? boundText(issue) : `invalid value ${shown}: ${boundText(issue)}`;

/** Bounds that the schema has no words of its own for. */
function boundText(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small' && issue.message.startsWith('Too small'))
    return issue.origin === 'array'
      ? `must have at least ${issue.minimum} item(s)`
      : `must be at least ${issue.minimum}`;
  if (issue.code === 'too_big' && issue.message.startsWith('Too big'))
    return `must be at most ${issue.maximum}`;
  return issue.message;
}
