import { Commented } from './spec.ts';
import type { Value } from './spec.ts';
import { keyOf, scalarOf } from './yaml-scalar.ts';

// Written by hand because every run renders every file: a document model takes 0.16 ms for each, and 45 ms to load.

/** YAML text that readers of YAML 1.1 and 1.2 understand alike, one document per element. */
export function yamlOf(documents: readonly Value[]): string {
  return documents.map(documentOf).join('---\n');
}

type ObjectValue = { readonly [key: string]: Value | undefined };
type Scalar = string | number | boolean | null;
type Plain = Scalar | readonly Value[] | ObjectValue;

const STEP = '  ';

function documentOf(value: Value): string {
  const { inner, before, after } = uncommented(value);
  const remarks = remarksAbove(before, '');
  if (isBlock(inner)) return `${remarks}${remarksAbove(after, '')}${blockOf(inner, '')}`;
  return `${remarks}${leafLine('', { inner, after }, '')}`;
}

/** The lines of a filled list or mapping, each starting with `pad`. */
function blockOf(value: readonly Value[] | ObjectValue, pad: string): string {
  let lines = '';
  if (isList(value)) {
    for (const item of value) lines += itemOf(item, pad);
    return lines;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (inner !== undefined) lines += pairOf(`${pad}${keyOf(key, pad)}:`, inner, pad);
  }
  return lines;
}

function pairOf(head: string, value: Value, pad: string): string {
  const { inner, before, after } = uncommented(value);
  const remarks = remarksAbove(before, pad);
  if (isBlock(inner))
    return `${remarks}${head}${remarkBeside(after)}\n${blockOf(inner, pad + STEP)}`;
  return `${remarks}${leafLine(`${head} `, { inner, after }, pad)}`;
}

function itemOf(item: Value, pad: string): string {
  const { inner, before, after } = uncommented(item);
  const remarks = remarksAbove(before, pad);
  if (!isBlock(inner)) return `${remarks}${leafLine(`${pad}- `, { inner, after }, pad)}`;
  const inside = pad + STEP;
  let lines = blockOf(inner, inside);
  let hoisted = '';
  // A remark cannot stand between the dash and the first key, so it moves above the dash.
  while (lines.startsWith(`${inside}#`)) {
    const end = lines.indexOf('\n') + 1;
    hoisted += pad + lines.slice(inside.length, end);
    lines = lines.slice(end);
  }
  return `${remarks}${remarksAbove(after, pad)}${hoisted}${pad}- ${lines.slice(inside.length)}`;
}

/** A leaf after its key or dash; the remark of a literal block stands beside its `|`. */
function leafLine(
  head: string,
  { inner, after }: { readonly inner: Plain; readonly after: string | undefined },
  pad: string,
): string {
  const text = isList(inner) ? '[]' : isObject(inner) ? '{}' : scalarOf(inner, pad + STEP);
  const end = text.indexOf('\n');
  if (end < 0) return `${head}${text}${remarkBeside(after)}\n`;
  return `${head}${text.slice(0, end)}${remarkBeside(after)}${text.slice(end)}\n`;
}

function uncommented(value: Value): {
  inner: Plain;
  before: string | undefined;
  after: string | undefined;
} {
  let inner = value;
  let before: string | undefined;
  let after: string | undefined;
  while (inner instanceof Commented) {
    before ??= inner.before;
    after ??= inner.after;
    inner = inner.value;
  }
  return { inner, before, after };
}

/** A remark that starts with an empty line keeps a distance from what is above it. */
function remarksAbove(remark: string | undefined, pad: string): string {
  if (remark === undefined) return '';
  if (remark.startsWith('\n')) return `\n${remarksAbove(remark.slice(1), pad)}`;
  return remark
    .split(/\r\n?|\n/)
    .map((line) => `${pad}${`# ${printable(line)}`.trimEnd()}\n`)
    .join('');
}

function remarkBeside(remark: string | undefined): string {
  return remark === undefined ? '' : `  # ${printable(remark).trim()}`.trimEnd();
}

/** A remark on one line: whatever a reader could take for the end of a line becomes a space. */
const printable = (remark: string): string =>
  remark.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\ufeff\ufffe\uffff]+/gu, ' ');

const isList = (value: Plain): value is readonly Value[] => Array.isArray(value);
const isObject = (value: Plain): value is ObjectValue =>
  typeof value === 'object' && value !== null && !isList(value);

function isBlock(value: Plain): value is readonly Value[] | ObjectValue {
  if (isList(value)) return value.length > 0;
  return isObject(value) && Object.values(value).some((inner) => inner !== undefined);
}
