import type { Expression, Piece, Program } from './program.ts';
import { isExpression, literalOf, type Blocked, type Literal } from './resolve.ts';

/** The object that describes the service: given to `new GitOpsService()`, or to `super()` of a class made from it. */
export function serviceOf(program: Program): Literal | Blocked {
  const names = classNames(program);
  const given = program.pieces.flatMap((piece) => argumentOf(piece, names));
  const found = given.map((argument) => literalOf(program, argument));
  const objects = found.filter(({ kind }) => kind === 'object');
  const [one, second] = [...new Map(objects.map((object) => [nodeOf(object), object])).values()];
  if (second !== undefined)
    return { kind: 'blocked', reason: 'defines several services', place: 0 };
  return one ?? found[0] ?? { kind: 'blocked', reason: 'defines no service', place: 0 };
}

const nodeOf = (literal: Literal | Blocked): unknown =>
  literal.kind === 'blocked' ? literal : literal.node;

const CLASS = 'GitOpsService';

/** What our class is called here, and the classes that extend it. */
function classNames({ pieces }: Program): ReadonlySet<string> {
  const imported = pieces.flatMap((piece) =>
    piece.type === 'ImportSpecifier' && nameIn(piece, 'imported') === CLASS
      ? [nameIn(piece, 'local')]
      : [],
  );
  const own = new Set([CLASS, ...imported]);
  const extended = pieces.flatMap((piece) =>
    isClass(piece) && own.has(calledName(Reflect.get(piece, 'superClass')))
      ? [nameIn(piece, 'id')]
      : [],
  );
  return new Set([...own, ...extended].filter((name) => name !== ''));
}

const isClass = ({ type }: Piece): boolean =>
  type === 'ClassDeclaration' || type === 'ClassExpression';

const nameIn = (piece: Piece, key: string): string => calledName(Reflect.get(piece, key));

/** `GitOpsService`, also as a member of what a module exports. */
function calledName(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  if ('property' in value) return calledName(value.property);
  return 'name' in value && typeof value.name === 'string' ? value.name : '';
}

/** What is given to our class. */
function argumentOf(piece: Piece, names: ReadonlySet<string>): readonly Expression[] {
  const isNew = piece.type === 'NewExpression' && names.has(nameIn(piece, 'callee'));
  const isSuper = piece.type === 'CallExpression' && calleeType(piece) === 'Super';
  if (!isNew && !isSuper) return [];
  const [argument] = Reflect.get(piece, 'arguments') as Parameters<typeof isExpression>[0][];
  return argument !== undefined && isExpression(argument) ? [argument] : [];
}

const calleeType = (piece: Piece): unknown => {
  const callee: unknown = Reflect.get(piece, 'callee');
  return typeof callee === 'object' && callee !== null && 'type' in callee
    ? callee.type
    : undefined;
};
