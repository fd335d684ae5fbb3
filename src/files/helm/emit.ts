import { remarkOf } from '../../kubernetes/remarks.ts';
import { keyOf, scalarOf } from '../../render/yaml-scalar.ts';
import {
  allOf,
  bracketed,
  type Conditions,
  type Entry,
  type Expression,
  type Template,
} from '../chart-parts/template.ts';

/** The text of a chart template whose values stand `pad` from the left; `chart` names its helpers. */
export const linesOf = (template: Template, pad: string, chart: string): readonly string[] =>
  template.kind === 'map'
    ? mapLines(template.entries, { pad, chart })
    : template.kind === 'list'
      ? listLines(template, { pad, chart })
      : template.kind === 'each'
        ? eachLines(template, { pad, chart })
        : [`${pad}${inline(template)}`];

/** One item for each element of a list; a range changes what the dot is, so values are read from the root. */
const eachLines = (
  { over, item }: Extract<Template, { readonly kind: 'each' }>,
  place: EmitInput,
): readonly string[] => [
  `${place.pad}{{- range ${over.go} }}`,
  ...itemLines(item, place).map((line) => line.replaceAll(/(?<!\$)\.Values\./g, '$.Values.')),
  `${place.pad}{{- end }}`,
];

interface EmitInput {
  readonly pad: string;
  readonly chart: string;
}

const STEP = '  ';

const mapLines = (entries: readonly Entry[], place: EmitInput): readonly string[] =>
  guardedLines(entries, '{}', place, (entry) => entryLines(entry.key, entry.node, place));
const listLines = ({ items, isFilled = false }: List, place: EmitInput): readonly string[] =>
  isFilled
    ? items.flatMap(({ node, when }) => guard(when, place.pad, itemLines(node, place)))
    : guardedLines(items, '[]', place, (item) => itemLines(item.node, place));

type List = Extract<Template, { kind: 'list' }>;

/**
 * Parts with their conditions; where all are conditional, what is
 * empty is said as such, because Helm would read nothing as null.
 */
function guardedLines<P extends { readonly when: Conditions }>(
  parts: readonly P[],
  empty: string,
  { pad }: EmitInput,
  lines: (part: P) => readonly string[],
): readonly string[] {
  if (parts.length === 0) return [`${pad}${empty}`];
  const isAlwaysFilled = parts.some(({ when }) => when.length === 0);
  if (isAlwaysFilled)
    return runsOf(parts).flatMap((run) => guard(run[0]?.when ?? [], pad, run.flatMap(lines)));
  const conditions = [...new Set(parts.map(({ when }) => all(when)))];
  const inner =
    conditions.length === 1
      ? parts.flatMap(lines)
      : parts.flatMap((part) => guard(part.when, pad, lines(part)));
  return either(
    conditions.length === 1 ? (conditions[0] ?? '') : `or ${conditions.map(bracketed).join(' ')}`,
    pad,
    inner,
    [`${pad}${empty}`],
  );
}

/** Neighbours with the same conditions, together. */
const runsOf = <P extends { readonly when: Conditions }>(
  parts: readonly P[],
): readonly (readonly P[])[] =>
  parts.reduce<readonly (readonly P[])[]>((runs, part) => {
    const last = runs.at(-1);
    return last?.[0] !== undefined && all(last[0].when) === all(part.when)
      ? [...runs.slice(0, -1), [...last, part]]
      : [...runs, [part]];
  }, []);

/** Lines that are there only under conditions. */
export const guard = (when: Conditions, pad: string, lines: readonly string[]): readonly string[] =>
  when.length === 0 ? lines : [`${pad}{{- if ${all(when)} }}`, ...lines, `${pad}{{- end }}`];

const either = (
  condition: string,
  pad: string,
  yes: readonly string[],
  no: readonly string[],
): readonly string[] => [
  `${pad}{{- if ${condition} }}`,
  ...yes,
  `${pad}{{- else }}`,
  ...no,
  `${pad}{{- end }}`,
];

const all = (when: Conditions): string => allOf(when).go;

function entryLines(key: string, node: Template, place: EmitInput): readonly string[] {
  const { pad, chart } = place;
  if (node.kind === 'either')
    return either(
      node.condition.go,
      pad,
      entryLines(key, node.yes, place),
      entryLines(key, node.no, place),
    );
  const head = `${pad}${key.includes('{{') ? escaped(key) : keyOf(key, pad)}:`;
  if (node.kind === 'hole') return holeLines(head, node.expression, place);
  if (node.kind === 'map')
    return node.entries.length === 0
      ? [`${head} {}`]
      : [head, ...mapLines(node.entries, { pad: pad + STEP, chart })];
  if (node.kind === 'list')
    return node.items.length === 0
      ? [`${head} []`]
      : [head, ...listLines(node, { pad: pad + STEP, chart })];
  if (node.kind === 'each') return [head, ...eachLines(node, { pad: pad + STEP, chart })];
  const remark =
    node.kind === 'literal' && typeof node.value === 'string'
      ? remarkOf(key, node.value)
      : undefined;
  return [`${head} ${inline(node, pad + STEP)}${remark === undefined ? '' : `  # ${remark}`}`];
}

function holeLines(
  head: string,
  { go, style }: Expression,
  { pad, chart }: EmitInput,
): readonly string[] {
  const indent = pad.length + STEP.length;
  const below = (pipeline: string, opening = head): readonly string[] => [
    opening,
    `${pad}${STEP}{{- ${pipeline} | nindent ${indent} }}`,
  ];
  switch (style) {
    case 'text':
      return [`${head} {{ ${go} | quote }}`];
    case 'number':
      return [`${head} {{ ${go} }}`];
    case 'json':
      return [`${head} {{ toJson ${go} }}`];
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

function itemLines(node: Template, place: EmitInput): readonly string[] {
  const { pad, chart } = place;
  if (node.kind === 'either')
    return either(node.condition.go, pad, itemLines(node.yes, place), itemLines(node.no, place));
  if (node.kind !== 'map' && node.kind !== 'list') return [`${pad}- ${inline(node, pad + STEP)}`];
  const lines =
    node.kind === 'map'
      ? mapLines(sureFirst(node.entries), { pad: pad + STEP, chart })
      : listLines(node, { pad: pad + STEP, chart });
  const [first = ''] = lines;
  // An action before the first key leaves the dash alone on its line.
  return first.startsWith(`${pad}${STEP}{{-`) || node.kind === 'list'
    ? [`${pad}-`, ...lines]
    : [`${pad}- ${first.slice(pad.length + STEP.length)}`, ...lines.slice(1)];
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
