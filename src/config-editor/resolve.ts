import {
  startOf,
  type ArrayLiteral,
  type Call,
  type Expression,
  type Member,
  type ObjectLiteral,
  type Piece,
  type Program,
} from './program.ts';

/** Why a value cannot be edited, and where it stands. */
export interface Blocked {
  readonly kind: 'blocked';
  /** What follows "because". */
  readonly reason: string;
  readonly place: number;
}
export type Literal =
  | { readonly kind: 'object'; readonly node: ObjectLiteral }
  | { readonly kind: 'array'; readonly node: ArrayLiteral };

/** The object or list that a value is written as: through assertions, constants and calls with one argument. */
export function literalOf(program: Program, value: Expression, depth = 0): Literal | Blocked {
  if (depth > 20) return blocked(value, 'refers to itself');
  const again: Again = (inner) => literalOf(program, inner, depth + 1);
  switch (value.type) {
    case 'ObjectExpression':
      return { kind: 'object', node: value };
    case 'ArrayExpression':
      return { kind: 'array', node: value };
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TSNonNullExpression':
      return again(value.expression);
    case 'Identifier': {
      const constant = constantOf(program, value.name);
      return constant === undefined
        ? blocked(value, `is the variable "${value.name}", which is no constant of this file`)
        : again(constant);
    }
    case 'MemberExpression':
      return memberOf(value, again);
    case 'CallExpression':
      return argumentOf(value, again);
    default:
      return blocked(value, `is computed (${kindOf(value.type)})`);
  }
}

type Again = (inner: Expression) => Literal | Blocked;

function memberOf(value: Member, again: Again): Literal | Blocked {
  const { object, property, computed } = value;
  const owner = computed || object.type === 'Super' ? undefined : again(object);
  if (owner?.kind !== 'object' || property.type !== 'Identifier')
    return blocked(value, 'is read from another value');
  const found = propertyOf(owner.node, property.name);
  return found.kind === 'value' ? again(found.value) : blocked(value, 'is read from elsewhere');
}

/** What a call gets, for one that gives it back: whether it does is seen when the config is run. */
function argumentOf(value: Call, again: Again): Literal | Blocked {
  const [argument, second] = value.arguments;
  const inner =
    argument === undefined || second !== undefined || !isExpression(argument)
      ? undefined
      : again(argument);
  return inner === undefined || inner.kind === 'blocked'
    ? blocked(value, 'is what a call returns')
    : inner;
}

const kindOf = (type: string): string =>
  type
    .replace(/Expression$|Literal$/, '')
    .replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .toLowerCase();

export const blocked = (at: { start?: number | null }, reason: string): Blocked => ({
  kind: 'blocked',
  reason,
  place: startOf(at),
});

type Argument = Call['arguments'][number];
export const isExpression = (argument: Argument): argument is Argument & Expression =>
  argument.type !== 'SpreadElement' && argument.type !== 'ArgumentPlaceholder';

/** A name may stand for one thing only in the file: who means what is then no question. */
function constantOf({ pieces }: Program, name: string): Expression | undefined {
  const bindings = pieces.filter(
    (piece) => bindingTypes.has(piece.type) && boundName(piece) === name,
  );
  const [binding, second] = bindings;
  if (binding === undefined || second !== undefined) return undefined;
  const isParameter = pieces.some(
    (piece) =>
      'params' in piece &&
      Array.isArray(piece.params) &&
      piece.params.some((one: unknown) => namesIn(one).includes(name)),
  );
  if (isParameter || binding.type !== 'VariableDeclarator') return undefined;
  const isConstant = pieces.some(
    (piece) =>
      piece.type === 'VariableDeclaration' &&
      'kind' in piece &&
      piece.kind === 'const' &&
      'declarations' in piece &&
      Array.isArray(piece.declarations) &&
      piece.declarations.includes(binding),
  );
  return isConstant && 'init' in binding && binding.init !== null
    ? (binding.init as Expression)
    : undefined;
}

const bindingTypes: ReadonlySet<string> = new Set([
  'VariableDeclarator',
  'FunctionDeclaration',
  'ClassDeclaration',
  'ImportSpecifier',
  'ImportDefaultSpecifier',
  'ImportNamespaceSpecifier',
  'CatchClause',
]);

/** The name that a declaration gives; of a pattern, all are as good as unknown. */
function boundName(piece: Piece): string | undefined {
  const [id] = ['id', 'local', 'param']
    .map((key): unknown => Reflect.get(piece, key))
    .filter((value) => value !== undefined);
  return namesIn(id)[0];
}

const namesIn = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
    ? [value.name]
    : [];

export type Property =
  | { readonly kind: 'value'; readonly value: Expression; readonly isShorthand: boolean }
  | Blocked
  | { readonly kind: 'absent' };

/** What an object says under a key, as far as its own text shows; the last one counts. */
export function propertyOf(node: ObjectLiteral, key: string): Property {
  const found = node.properties.findLast((property) => keyOf(property) === key);
  if (found === undefined) return { kind: 'absent' };
  if (found.type !== 'ObjectProperty')
    return blocked(found, 'is a method or an accessor of the object');
  // Patterns stand only where something is assigned.
  return { kind: 'value', value: found.value as Expression, isShorthand: found.shorthand };
}

type Entry = ObjectLiteral['properties'][number];

/** The key of a property, where its text says it. */
export function keyOf(property: Entry): string | undefined {
  if (property.type === 'SpreadElement') return undefined;
  const { key, computed } = property;
  if (key.type === 'StringLiteral') return key.value;
  if (key.type === 'NumericLiteral') return String(key.value);
  return key.type === 'Identifier' && !computed ? key.name : undefined;
}
