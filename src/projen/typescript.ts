/** The lines of an object literal, without its outer braces; what fits stands on one line. */
export function typescriptOf(object: object, depth: number): string {
  const indent = '  '.repeat(depth);
  return Object.entries(object)
    .map(([key, value]: [string, unknown]) => `${indent}${keyOf(key)}: ${valueOf(value, depth)},`)
    .join('\n');
}

const WIDTH = 100;

function valueOf(value: unknown, depth: number): string {
  const short = inline(value);
  // The outermost keys of a section read better one a line.
  const mayBeShort =
    depth > 1 ||
    typeof value !== 'object' ||
    value === null ||
    !Object.values(value).some((inner) => typeof inner === 'object');
  if (mayBeShort && short.length + 2 * depth <= WIDTH) return short;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return short;
  return `{\n${typescriptOf(value, depth + 1)}\n${'  '.repeat(depth)}}`;
}

function inline(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${keyOf(key)}: ${inline(inner)}`)
      .join(', ')} }`;
  return String(value);
}

const keyOf = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key));

const quoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
