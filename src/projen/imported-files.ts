import { realpathSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { fileAt } from '../disk/file-at.ts';
import { whatIsAt } from '../disk/what-is-at.ts';

/**
 * The files of the project that a file imports by a relative path, and those that they import.
 * Read from the text, because by the time that a module is loaded it has run.
 */
export function importedFiles(file: string): readonly string[] {
  const found = new Set<string>();
  const visit = (importer: string): void => {
    for (const imported of importsOf(importer))
      if (!found.has(imported)) {
        found.add(imported);
        visit(imported);
      }
  };
  visit(file);
  return [...found];
}

const IMPORT = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*(['"`])(\.{1,2}(?:\/[^'"`\n]*)?)\1/g;
const ENDS = ['.js', '.mjs', '.cjs', '.ts', '.tsx', '.mts', '.cts', '.json'];
const CANDIDATES = ['', ...ENDS, ...ENDS.map((end) => `/index${end}`)];

function importsOf(file: string): readonly string[] {
  if (!isFile(file) || file.endsWith('.json')) return [];
  // Node.js takes a module for where its links lead.
  const real = realpathSync(file);
  const text = fileAt(dirname(real), basename(real));
  if (text.kind !== 'file') return [];
  return [...text.bytes.toString().matchAll(IMPORT)].flatMap(([, , path = '']) => {
    const target = resolve(dirname(real), path);
    // TypeScript names a file by what it compiles to.
    const written = target.replace(/\.([cm]?)js$/, '.$1ts');
    return [...CANDIDATES.map((end) => target + end), written].filter((name) => isFile(name));
  });
}

const isFile = (path: string): boolean => whatIsAt(path).kind === 'file';
