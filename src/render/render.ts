import { Commented } from './spec.ts';
import type { Content, FileSpec, Value } from './spec.ts';
import { blockLines, withMarker } from './marker.ts';
import { yamlOf } from './yaml.ts';

/** The text of a file: LF line ends, a final newline, and the marker or block lines that its ownership asks for. */
export function render(spec: FileSpec): string {
  const known = rendered.get(spec);
  if (known !== undefined) return known;
  const text = ownedText(spec);
  rendered.set(spec, text);
  return text;
}

// A spec is readonly, so its text never changes.
const rendered = new WeakMap<FileSpec, string>();

function ownedText({ path, content, ownership }: FileSpec): string {
  const text = textOf(content);
  if (ownership.kind === 'managed')
    return content.kind === 'json' || ownership.marker === false ? text : withMarker(path, text);
  if (ownership.kind === 'sample' || ownership.ours.kind !== 'block') return text;
  const { start, end } = blockLines(path);
  return `${start}\n${text}${end}\n`;
}

function textOf(content: Content): string {
  if (content.kind === 'yaml') return yamlOf(content.documents);
  if (content.kind === 'json') return `${JSON.stringify(plainOf(content.value), null, 2)}\n`;
  const text = content.text.replace(/\r\n?/g, '\n');
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** The value without remarks and undefined keys: what a reader of the file gets back. */
export function plainOf(value: Value): unknown {
  if (value instanceof Commented) return plainOf(value.value);
  if (Array.isArray(value)) return value.map((item: Value) => plainOf(item));
  if (value === null || typeof value !== 'object') return value;
  const pairs = Object.entries(value).filter(
    (pair): pair is [string, Value] => pair[1] !== undefined,
  );
  return Object.fromEntries(pairs.map(([key, inner]) => [key, plainOf(inner)]));
}
