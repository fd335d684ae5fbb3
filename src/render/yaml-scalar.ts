import { InternalError } from '../errors.ts';

/** A string, number, boolean or null as YAML; the lines of a literal block start with `pad`. */
export function scalarOf(value: string | number | boolean | null, pad: string): string {
  if (typeof value === 'string') return isLiteral(value) ? literal(value, pad) : stringOf(value);
  if (typeof value === 'number') return numberOf(value);
  return String(value);
}

/** A key of a mapping; one that is too long for a simple key is written as an explicit one. */
export const keyOf = (key: string, pad: string): string =>
  key.length < 1000 ? stringOf(key) : `? ${stringOf(key)}\n${pad}`;

/** A string on one line: plain where every reader takes it for a string, else quoted. */
function stringOf(value: string): string {
  if (isPlain(value)) return value;
  const single = !value.includes("'") && /["\\]/.test(value) && PRINTABLE.test(value);
  return single ? `'${value}'` : escaped(value);
}

// Letters that no number, timestamp or sexagesimal of YAML 1.1, YAML
// 1.2 or Go contains make a digit-first string safe: 100m, 10Gi.
const ONLY_NUMBER_LETTERS = /^[-+.\d][\da-fA-FxXoOpPtTzZ_:.,+\- ]*$/;
// e0 without a digit before it is a float to some readers of YAML 1.1.
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|e[-+]?\d+|[-+]?\.?(?:inf|nan|infinity))$/i;
// Printable and visible: no control, no-break, zero-width, bidirectional, line-separator or surrogate characters.
const SAFE = [
  '\\x21-\\x7e',
  '\\u00a1-\\u00ac',
  '\\u00ae-\\u061b',
  '\\u061d-\\u167f',
  '\\u1681-\\u180d',
  '\\u180f-\\u1fff',
  '\\u2010-\\u2027',
  '\\u2030-\\u205e',
  '\\u2070-\\u2fff',
  '\\u3001-\\ud7ff',
  '\\ue000-\\ufdcf',
  '\\ufdf0-\\ufefe',
  '\\uff00-\\uffef',
  '\\ufffd',
  '\\u{10000}-\\u{1fffd}',
].join('');
const PRINTABLE = new RegExp(`^[ ${SAFE}]*$`, 'u');
const PRINTABLE_LINES = new RegExp(`^[ \\t\\n${SAFE}]*$`, 'u');
const PLAIN_START = /^(?:[A-Za-z_/$(\d.+]|-[-A-Za-z\d.+]|[\u00c0-\u024f])/;

function isPlain(value: string): boolean {
  return (
    PLAIN_START.test(value) &&
    PRINTABLE.test(value) &&
    !/: |:$| #| $|^(?:---|\.\.\.)/.test(value) &&
    !ONLY_NUMBER_LETTERS.test(value) &&
    !WORDS.test(value)
  );
}

/** Text that reads well as a literal block, and that all readers and yamllint accept unchanged. */
const isLiteral = (value: string): boolean =>
  /^\S[^]*\n./.test(value) &&
  !/[ \t](?:\n|$)|\n\n$|\n{4}/.test(value) &&
  PRINTABLE_LINES.test(value);

function literal(value: string, pad: string): string {
  const ends = value.endsWith('\n');
  const lines = (ends ? value.slice(0, -1) : value)
    .split('\n')
    .map((line) => (line === '' ? '' : pad + line));
  return `${ends ? '|' : '|-'}\n${lines.join('\n')}`;
}

function escaped(value: string): string {
  return JSON.stringify(value).replace(UNPRINTABLE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff
      ? `\\U${code.toString(16).padStart(8, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

const UNPRINTABLE = new RegExp(`[^ ${SAFE}]`, 'gu');

function numberOf(value: number): string {
  if (!Number.isFinite(value)) throw new InternalError(`${String(value)} cannot stand in a file`);
  // YAML 1.1 takes 1e+21 for a string: it wants a dot.
  return String(value).replace(/^(-?\d+)e/, '$1.0e');
}
