/** How the author of a file writes values. */
export interface Style {
  readonly quote: "'" | '"';
  /** One step of indentation. */
  readonly indent: string;
  readonly eol: string;
  /** Whether the last item of a list over several lines has a comma. */
  readonly trailingComma: boolean;
  /** Whether keys are quoted that need not be. */
  readonly quotesKeys: boolean;
}

/** Where a value is written, and how. */
export interface Position {
  readonly style: Style;
  /** What its line begins with. */
  readonly indentation: string;
  /** Columns of its line that are used already. */
  readonly taken?: number;
  /** Whether a value with objects in it takes several lines even where one would do. */
  readonly isSection?: boolean;
}

/** Columns that a line may have before it is broken. */
export const WIDTH = 100;

/** `key: value` as the author would write it, over several lines where it is long. */
export function printProperty(key: string, value: unknown, position: Position): string {
  const start = `${printKey(key, position.style)}: `;
  return start + printValue(value, { ...position, taken: start.length });
}

/** A value as the author would write it. */
export function printValue(value: unknown, position: Position): string {
  const { style, indentation, taken = 0, isSection = false } = position;
  const short = printInline(value, style);
  const items = itemsOf(value);
  const isOpen = isSection && items.some(([, one]) => itemsOf(one).length > 0);
  const width = columnsOf(indentation) + taken + short.length + 1;
  if (items.length === 0 || (!isOpen && width <= WIDTH)) return short;
  const inner = { style, indentation: indentation + style.indent };
  const lines = items.map(([key, one]) =>
    key === undefined ? printValue(one, inner) : printProperty(key, one, inner),
  );
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const between = `${style.eol}${inner.indentation}`;
  const end = style.trailingComma ? ',' : '';
  return `${open}${between}${lines.join(`,${between}`)}${end}${style.eol}${indentation}${close}`;
}

/** A value on one line. */
export function printInline(value: unknown, style: Style): string {
  if (typeof value === 'string') return quoted(value, style);
  const items = itemsOf(value);
  if (Array.isArray(value))
    return `[${items.map(([, inner]) => printInline(inner, style)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = items.map(
    ([key = '', one]) => `${printKey(key, style)}: ${printInline(one, style)}`,
  );
  return inner.length === 0 ? '{}' : `{ ${inner.join(', ')} }`;
}

/** A key, quoted where it must be or where the author quotes all of them. */
export function printKey(key: string, style: Style): string {
  // Without brackets it would set the prototype.
  if (key === '__proto__') return `[${quoted(key, style)}]`;
  return !style.quotesKeys && isPlainKey(key) ? key : quoted(key, style);
}

export const isPlainKey = (key: string): boolean => /^[A-Za-z_$][\w$]*$/.test(key);

/** A tab counts as four columns. */
export const columnsOf = (text: string): number => text.replaceAll('\t', '    ').length;

const itemsOf = (value: unknown): readonly (readonly [string | undefined, unknown])[] => {
  if (Array.isArray(value)) return value.map((inner: unknown) => [undefined, inner] as const);
  return typeof value === 'object' && value !== null
    ? Object.entries(value).filter(([, inner]) => inner !== undefined)
    : [];
};

function quoted(text: string, { quote }: Style): string {
  const double = JSON.stringify(text);
  if (quote === '"') return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
