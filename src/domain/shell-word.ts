/** A text as one word of a command that people copy into a shell, whatever it holds, and on one line. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (!/\p{C}/u.test(text)) return `'${text.replaceAll("'", String.raw`'\''`)}'`;
  return `$'${text.replaceAll("'", '\0').replaceAll(/[\p{C}\\]/gu, (special) => {
    // What bash and zsh read as these bytes.
    return special === '\0' ? "\\'" : encodeURIComponent(special).replaceAll('%', '\\x');
  })}'`;
}
