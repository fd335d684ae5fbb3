import { quoted } from './quoted.ts';

/** What can be checked of a cluster; each has a text template of its own. */
export const checks = [
  'kind',
  'metrics',
  'operator',
  'sidecars',
  'object',
  'issuer',
  'default_storage',
  'secret',
  'room',
] as const;

/** A line of the preflight script: a check, and what it is told. */
export const need = (check: (typeof checks)[number], ...words: readonly string[]): string =>
  [`need_${check}`, ...words.map(wordOf)].join(' ');

const wordOf = (word: string): string => (word === '' ? "''" : quoted(word));
