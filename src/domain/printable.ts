/**
 * A text as it may go to a terminal: what controls, reorders or hides there is shown
 * as `\u001b`, line ends and tabs stay, and two texts never look the same.
 */
export const printable = (text: string): string =>
  text
    .replace(BEFORE_ESCAPE, (slashes, hex?: string) =>
      hex === undefined || isHidden(String.fromCharCode(Number.parseInt(hex, 16)))
        ? slashes + slashes
        : slashes,
    )
    .replace(HIDDEN, escaped);

/** A text as part of one line of ours: its line ends and tabs are shown too, so that it never looks like more lines. */
export const oneLine = (text: string): string =>
  text
    .replace(/(?<!\\)\\+(?=[\n\t]|u000(?:9|[aA]))/g, (slashes) => slashes + slashes)
    .replace(/[\n\t]/g, escaped);

/** A value as JSON that is safe to show: the same value, whatever its strings hold. */
export const printableJson = (value: unknown): string =>
  (JSON.stringify(value, null, 2) ?? 'null').replace(HIDDEN, escaped);

/**
 * Controls, among them those of terminals; formats, among them those that turn the
 * direction of writing; other line ends; halves of surrogate pairs.
 */
const hidden = String.raw`(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]`;
const HIDDEN = new RegExp(hidden, 'gu');
/** Backslashes before what will be an escape of ours, or reads like one. */
const BEFORE_ESCAPE = new RegExp(String.raw`(?<!\\)\\+(?=${hidden}|u([0-9a-fA-F]{4}))`, 'gu');

const isHidden = (character: string): boolean => new RegExp(hidden, 'u').test(character);

const escaped = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`,
  ).join('');
