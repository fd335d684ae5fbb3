/** A value in single quotes for bash. */
export const quoted = (value: string): string =>
  /^[A-Za-z0-9_./:@=-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;

/**
 * One word of a shell; what a person wrote may hold quotes and dollars,
 * and shellcheck frets over some of them where they mean nothing.
 */
export function quotedText(word: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(word)) return word;
  if (word === '') return "''";
  return word
    .split(/(['‘’]+|[$`])/)
    .filter((part) => part !== '')
    .map((part) => (/^['‘’]/.test(part) ? `"${part}"` : `'${part}'`))
    .join('');
}
