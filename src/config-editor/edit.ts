import { containerOf, indentationAt, type Container } from './container.ts';
import { insert } from './insert.ts';
import { pasteOf, type Paste } from './paste.ts';
import { printInline, printProperty, printValue, type Position } from './print.ts';
import { endOf, lineAt, programOf, startOf, type Expression } from './program.ts';
import { blocked, literalOf, propertyOf, type Blocked, type Literal } from './resolve.ts';
import { serviceOf } from './service.ts';
import { spliced, type Splice } from './splices.ts';
import { styleIn, styleOf, type Source } from './style.ts';
import { edited, isSame, type Edit } from './values.ts';
import { literalValue } from './literal-value.ts';

/** What became of the text of a config. */
export type Edited =
  | {
      readonly kind: 'edited';
      readonly text: string;
      /** What was done, one list after the other, each to the text that the one before left. */
      readonly steps: readonly (readonly Splice[])[];
    }
  /** Everything stands there already. */
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'refused';
      /** What cannot be edited, and why. */
      readonly reason: string;
      readonly line: number;
    };

const MARK = '\ufeff';

/**
 * Edits the text of a config as a person would: nothing but the edits is touched, and they are
 * written in the style of the file. All of them are done, or none. Whether the text then says
 * what was asked for is known only when it is run, which is left to the caller.
 */
export function editConfig(source: string, edits: readonly Edit[]): Edited {
  const mark = source.startsWith(MARK) ? MARK : '';
  let text = source.slice(mark.length);
  const steps: (readonly Splice[])[] = [];
  for (const edit of edits) {
    const program = programOf(text);
    const style = styleOf(program);
    const outcome = splicesOf({ program, style }, edit);
    if ('kind' in outcome)
      return {
        kind: 'refused',
        reason: outcome.reason,
        line: lineAt(text, outcome.place),
      };
    if (outcome.length === 0) continue;
    text = spliced(text, outcome);
    steps.push(outcome.map((one) => moved(one, mark.length)));
  }
  return steps.length === 0 ? { kind: 'unchanged' } : { kind: 'edited', text: mark + text, steps };
}

/** The edits of what a config says as text, for somebody who makes them by hand. */
export function pastesOf(
  source: string,
  edits: readonly Edit[],
  config: unknown,
): readonly Paste[] {
  const style = styleOf(programOf(source.startsWith(MARK) ? source.slice(1) : source));
  return edits.map((edit, index) => pasteOf(edit, style, edited(config, edits.slice(0, index))));
}

const moved = ({ start, end, text }: Splice, by: number): Splice => ({
  start: start + by,
  end: end + by,
  text,
});

type Outcome = readonly Splice[] | Blocked;

function splicesOf(source: Source, edit: Edit): Outcome {
  const { program } = source;
  let at: Literal | Blocked = serviceOf(program);
  for (const [depth, key] of edit.at.entries()) {
    const owner = edit.at.slice(0, depth);
    if (at.kind === 'blocked') return about(owner, at);
    if (at.kind === 'array') return about(owner, blocked(at.node, 'is a list'));
    const found = propertyOf(at.node, key);
    if (found.kind === 'blocked') return about([...owner, key], found);
    if (found.kind === 'absent')
      return about(owner, newProperty(source, { edit, depth, owner: at }));
    if (edit.kind === 'set' && depth === edit.at.length - 1)
      return about(edit.at, replaced(source, edit, found));
    at = literalOf(program, found.value);
  }
  if (at.kind === 'array') return about(edit.at, appended(source, edit, at));
  return about(edit.at, at.kind === 'blocked' ? at : blocked(at.node, 'is no list'));
}

/** Says of what a reason speaks. */
function about(at: readonly string[], outcome: Outcome): Outcome {
  if (!('kind' in outcome)) return outcome;
  const subject = at.length === 0 ? 'the config' : `"${at.join('.')}"`;
  return { ...outcome, reason: `${subject} ${outcome.reason}` };
}

interface Missing {
  readonly edit: Edit;
  /** How many keys of the path are there. */
  readonly depth: number;
  readonly owner: Extract<Literal, { readonly kind: 'object' }>;
}

/** A key that is not there, with all that its path has below it. */
function newProperty(source: Source, { edit, depth, owner }: Missing): Outcome {
  const [key = '', ...rest] = edit.at.slice(depth);
  const leaf = edit.kind === 'append' ? [edit.value] : edit.value;
  const value = rest.reduceRight<unknown>((inner, name) => ({ [name]: inner }), leaf);
  const container = containerOf(source.program, owner);
  const own = styleIn(source, container);
  const index = indexBehind(container, edit, rest.length === 0);
  if (index === undefined && depth > 0)
    return blocked(owner.node, 'does not name the key that comes before');
  return insert(source, {
    container,
    // The order of sections says nothing.
    index: index ?? container.items.length,
    short: printInline({ [key]: value }, own).slice(2, -2),
    print: (position: Position) =>
      printProperty(key, value, { ...position, style: own, isSection: depth === 0 }),
  });
}

function indexBehind({ items }: Container, edit: Edit, isLeaf: boolean): number | undefined {
  if (edit.kind !== 'set' || edit.after === undefined || !isLeaf) return items.length;
  const index = items.findLastIndex(({ key }) => key === edit.after);
  return index === -1 ? undefined : index + 1;
}

type Found = { readonly value: Expression; readonly isShorthand: boolean };

function replaced(
  { program, style }: Source,
  { value, at }: Edit,
  { value: old, isShorthand }: Found,
): Outcome {
  const known = literalValue(old);
  if (known !== undefined && isSame(known.value, value)) return [];
  if (isShorthand || known === undefined) return blocked(old, 'is not written as a plain value');
  const [start, end] = [startOf(old), endOf(old)];
  if (program.comments.some((comment) => comment.start >= start && comment.end <= end))
    return blocked(old, 'has comments in it');
  const indentation = indentationAt(program.text, start);
  const position = { style, indentation, isSection: at.length === 1 };
  return [{ start, end, text: printValue(value, position) }];
}

function appended(
  source: Source,
  { value }: Edit,
  list: Extract<Literal, { readonly kind: 'array' }>,
): Outcome {
  if (list.node.elements.includes(null)) return blocked(list.node, 'is a list with holes');
  const written = list.node.elements.flatMap((element) =>
    element === null || element.type === 'SpreadElement' ? [] : [literalValue(element)],
  );
  if (written.some((known) => known !== undefined && isSame(known.value, value))) return [];
  const container = containerOf(source.program, list);
  return insert(source, {
    container,
    index: container.items.length,
    short: printInline(value, source.style),
    print: (position: Position) => printValue(value, position),
  });
}
