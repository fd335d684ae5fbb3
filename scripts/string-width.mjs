import { stripVTControlCharacters } from 'node:util';

/**
 * In the bundle's place of the package `string-width`: all that our help says
 * is one column wide, and Unicode's tables of widths take 20 ms to load.
 */
export default function stringWidth(text) {
  return stripVTControlCharacters(text).length;
}
