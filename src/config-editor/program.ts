import { parse, type parseExpression } from '@babel/parser';

/** A value as its author wrote it. */
export type Expression = Extract<
  ReturnType<typeof parseExpression>,
  { type: 'TSAsExpression' }
>['expression'];
type Kind<Type extends Expression['type']> = Extract<Expression, { type: Type }>;
export type ObjectLiteral = Kind<'ObjectExpression'>;
export type ArrayLiteral = Kind<'ArrayExpression'>;
export type Call = Kind<'CallExpression'>;
export type Member = Kind<'MemberExpression'>;

/** What every piece of a program has. */
export interface Piece {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** The text of a program, with what is asked of it to edit it. */
export interface Program {
  readonly text: string;
  readonly comments: readonly Piece[];
  /** Every piece of it, outer ones before what is in them. */
  readonly pieces: readonly Piece[];
}

/** The program that a text is; what does not parse is thrown by the parser, with its line. */
export function programOf(text: string): Program {
  const file = parse(text, {
    sourceType: 'module',
    attachComment: false,
    plugins: ['typescript', 'decorators', 'explicitResourceManagement', 'importAttributes'],
  });
  const comments = file.comments ?? [];
  return { text, comments: comments.flatMap(rangeOf), pieces: [...piecesIn(file.program)] };
}

/** Every piece below a value of the syntax tree, itself included. */
function* piecesIn(value: unknown): Generator<Piece> {
  if (Array.isArray(value)) {
    for (const one of value) yield* piecesIn(one);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (isPiece(value)) yield value;
  for (const [name, inner] of Object.entries(value))
    if (typeof inner === 'object' && !notBelow.has(name)) yield* piecesIn(inner);
}

const notBelow: ReadonlySet<string> = new Set(['loc', 'extra', 'range', 'tokens', 'errors']);

const isPiece = (value: object): value is Piece =>
  'type' in value &&
  typeof value.type === 'string' &&
  'start' in value &&
  typeof value.start === 'number';

const rangeOf = (comment: {
  readonly type: string;
  readonly start?: number | null;
  readonly end?: number | null;
}): readonly Piece[] =>
  typeof comment.start === 'number' && typeof comment.end === 'number'
    ? [{ type: comment.type, start: comment.start, end: comment.end }]
    : [];

/** Where a piece of the syntax tree stands. */
export const startOf = ({ start }: { readonly start?: number | null | undefined }): number =>
  start ?? 0;
export const endOf = ({ end }: { readonly end?: number | null | undefined }): number => end ?? 0;

/** The line of a place in a text, from 1 on. */
export const lineAt = (text: string, place: number): number =>
  text.slice(0, place).split('\n').length;
