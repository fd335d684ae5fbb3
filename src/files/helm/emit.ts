import { remarkOf } from '../../kubernetes/remarks.ts';
import { keyOf, scalarOf } from '../../render/yaml-scalar.ts';
import { isFilled } from './filled-lists.ts';
import {
  allOf,
  bracketed,
  type Conditions,
  type Entry,
  type Expression,
  type Item,
  type Template,
} from '../chart-parts/template.ts';

/** The lines of a template of a chart, which names its helpers, under what stands around it. */
export function linesOf(template: Template, chart: string, around: Conditions = []): string {
  const place = { pad: '', chart, around };
  if (template.kind === 'map') return mapLines(template.entries, place);
  if (template.kind === 'list') return listLines(template.items, place);
  return template.kind === 'each' ? eachLines(template, place) : `${inline(template)}\n`;
}

/** One item for each element of a list; a range changes what the dot is, so values are read from the root. */
const eachLines = (
  { over, item }: Extract<Template, { readonly kind: 'each' }>,
  place: EmitInput,
): string =>
  `${place.pad}{{- range ${over.go} }}\n` +
  `${itemLines(item, place).replaceAll(/(?<!\$)\.Values\./g, '$.Values.')}` +
  `${place.pad}{{- end }}\n`;

interface EmitInput {
  /** How far values stand from the left. */
  readonly pad: string;
  readonly chart: string;
  /** What is true wherever this is read; nothing where that is not known. */
  readonly around: Conditions | undefined;
}

const STEP = '  ';

const deeper = (place: EmitInput): EmitInput => ({ ...place, pad: place.pad + STEP });
const under = (place: EmitInput, when: Conditions): EmitInput =>
  when.length === 0 || place.around === undefined
    ? place
    : { ...place, around: [...place.around, ...when] };
const inBranch = (place: EmitInput): EmitInput => ({ ...place, around: undefined });

const mapLines = (entries: readonly Entry[], place: EmitInput): string =>
  guardedLines(entries, '{}', place, ({ key, node, when }) =>
    entryLines(key, node, under(place, when)),
  );

function listLines(items: readonly Item[], place: EmitInput): string {
  const lines = ({ node, when }: Item): string => itemLines(node, under(place, when));
  return isFilled(items, place.around)
    ? together(items, (item) => guard(item.when, place.pad, lines(item)))
    : guardedLines(items, '[]', place, lines);
}

/**
 * Parts with their conditions; where all are conditional, what is
 * empty is said as such, because Helm would read nothing as null.
 */
function guardedLines<P extends { readonly when: Conditions }>(
  parts: readonly P[],
  empty: string,
  { pad }: EmitInput,
  lines: (part: P) => string,
): string {
  if (parts.length === 0) return `${pad}${empty}\n`;
  const isAlwaysFilled = parts.some(({ when }) => when.length === 0);
  if (isAlwaysFilled)
    return together(runsOf(parts), (run) => guard(run[0]?.when ?? [], pad, together(run, lines)));
  const conditions = [...new Set(parts.map(({ when }) => all(when)))];
  const inner =
    conditions.length === 1
      ? together(parts, lines)
      : together(parts, (part) => guard(part.when, pad, lines(part)));
  return either(
    conditions.length === 1 ? (conditions[0] ?? '') : `or ${conditions.map(bracketed).join(' ')}`,
    pad,
    inner,
    `${pad}${empty}\n`,
  );
}

/** The lines of several, one after the other. */
function together<P>(parts: readonly P[], lines: (part: P) => string): string {
  let text = '';
  for (const part of parts) text += lines(part);
  return text;
}

/** Neighbours with the same conditions, together. */
function runsOf<P extends { readonly when: Conditions }>(
  parts: readonly P[],
): readonly (readonly P[])[] {
  const runs: P[][] = [];
  let last: string | undefined;
  for (const part of parts) {
    const condition = all(part.when);
    if (condition === last) runs.at(-1)?.push(part);
    else runs.push([part]);
    last = condition;
  }
  return runs;
}

/** Lines that are there only under conditions. */
export const guard = (when: Conditions, pad: string, lines: string): string =>
  when.length === 0 ? lines : `${pad}{{- if ${all(when)} }}\n${lines}${pad}{{- end }}\n`;

const either = (condition: string, pad: string, yes: string, no: string): string =>
  `${pad}{{- if ${condition} }}\n${yes}${pad}{{- else }}\n${no}${pad}{{- end }}\n`;

const eitherLines = (
  { condition, yes, no }: Extract<Template, { readonly kind: 'either' }>,
  place: EmitInput,
  lines: (branch: Template, place: EmitInput) => string,
): string =>
  either(condition.go, place.pad, lines(yes, inBranch(place)), lines(no, inBranch(place)));

const all = (when: Conditions): string => (when.length === 0 ? '' : allOf(when).go);

function entryLines(key: string, node: Template, place: EmitInput): string {
  const { pad } = place;
  if (node.kind === 'either')
    return eitherLines(node, place, (branch, inside) => entryLines(key, branch, inside));
  const head = `${pad}${key.includes('{{') ? escaped(key) : keyOf(key, pad)}:`;
  if (node.kind === 'hole') return holeLines(head, node.expression, place);
  if (node.kind === 'map')
    return node.entries.length === 0
      ? `${head} {}\n`
      : `${head}\n${mapLines(node.entries, deeper(place))}`;
  if (node.kind === 'list')
    return node.items.length === 0
      ? `${head} []\n`
      : `${head}\n${listLines(node.items, deeper(place))}`;
  if (node.kind === 'each') return `${head}\n${eachLines(node, deeper(place))}`;
  const remark =
    node.kind === 'literal' && typeof node.value === 'string'
      ? remarkOf(key, node.value)
      : undefined;
  return `${head} ${inline(node, pad + STEP)}${remark === undefined ? '' : `  # ${remark}`}\n`;
}

function holeLines(head: string, { go, style }: Expression, { pad, chart }: EmitInput): string {
  const indent = pad.length + STEP.length;
  const below = (pipeline: string, opening = head): string =>
    `${opening}\n${pad}${STEP}{{- ${pipeline} | nindent ${indent} }}\n`;
  switch (style) {
    case 'text':
      return `${head} {{ ${go} | quote }}\n`;
    case 'number':
      return `${head} {{ ${go} }}\n`;
    case 'json':
      return `${head} {{ toJson ${go} }}\n`;
    case 'lines':
      return below(go, `${head} |`);
    case 'included':
      return below(go);
    case 'structure':
      return below(`toYaml ${go}`);
    case 'strings':
      return below(`include "${chart}.strings" ${go}`);
  }
}

function itemLines(node: Template, place: EmitInput): string {
  const { pad } = place;
  if (node.kind === 'either') return eitherLines(node, place, itemLines);
  if (node.kind !== 'map' && node.kind !== 'list') return `${pad}- ${inline(node, pad + STEP)}\n`;
  const lines =
    node.kind === 'map'
      ? mapLines(sureFirst(node.entries), deeper(place))
      : listLines(node.items, deeper(place));
  // An action before the first key leaves the dash alone on its line.
  return node.kind === 'list' || lines.startsWith(`${pad}${STEP}{{-`)
    ? `${pad}-\n${lines}`
    : `${pad}- ${lines.slice(pad.length + STEP.length)}`;
}

/**
 * Entries that are always there before those with an action
 * around them, so that one of them stands beside the dash.
 */
const sureFirst = (entries: readonly Entry[]): readonly Entry[] =>
  [...entries].sort((a, b) => Number(isGuarded(a)) - Number(isGuarded(b)));

const isGuarded = ({ node, when }: Entry): boolean => when.length > 0 || node.kind === 'either';

/** A value on one line; only a literal text may have several. */
function inline(node: Template, pad = ''): string {
  if (node.kind === 'literal')
    return typeof node.value === 'string' && node.value.includes('{{')
      ? escaped(node.value)
      : scalarOf(node.value, pad);
  if (node.kind === 'hole')
    return node.expression.style === 'text'
      ? `{{ ${node.expression.go} | quote }}`
      : `{{ toJson ${bracketed(node.expression.go)} }}`;
  if (node.kind === 'text') return `{{ ${joinedPipeline(node.parts)} | quote }}`;
  return node.kind === 'map' ? '{}' : '[]';
}

/** A pipeline that gives the parts as one text. */
function joinedPipeline(parts: readonly (string | Expression)[]): string {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && typeof only !== 'string') return only.go;
  const format = parts
    .map((part) => (typeof part === 'string' ? part.replaceAll('%', '%%') : '%v'))
    .join('');
  return (
    `printf ${JSON.stringify(format)} ` +
    `${parts.flatMap((part) => (typeof part === 'string' ? [] : [bracketed(part.go)])).join(' ')}`
  );
}

/** A text that Go templates would read, as a text that one prints. */
const escaped = (text: string): string => `{{ ${JSON.stringify(text)} | quote }}`;
