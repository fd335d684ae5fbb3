import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this repository. */
export const repository = fileURLToPath(new URL('../..', import.meta.url));

/** A Markdown document that we write by hand. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** A code block: its language, the words after it, and the code. */
export interface Block {
  readonly language: string;
  readonly kind: string;
  readonly code: string;
}

/** Every document of this repository; documents of generated examples have tests of their own. */
export const pages = (): Page[] =>
  [
    'README.md',
    'CONTRIBUTING.md',
    'examples/todo/README.md',
    'examples/transparenta/README.md',
    ...markdownIn('docs'),
  ].map((path) => ({ path, text: readFileSync(join(repository, path), 'utf8') }));

const markdownIn = (folder: string): string[] =>
  readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`)
    .sort();

/** The fenced code blocks of a page; a block inside a list loses its indentation. */
export function blocksOf({ text }: Page): Block[] {
  return [...text.matchAll(/^( *)```(\w+) *(\w*)\n([\s\S]*?)^ *```$/gm)].map(
    ([, indent = '', language = '', kind = '', code = '']) => ({
      language,
      kind,
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  );
}

/** The page without its code blocks. */
export const proseOf = ({ text }: Page): string => text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, '');
