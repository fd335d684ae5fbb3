import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const modules = join(import.meta.dirname, '../../node_modules');

/**
 * Builds one source file, with all that it imports, into a program that
 * Node runs as it is; it goes when the tests of the file end.
 */
export function bundled(source: string): string {
  // Below our package.json, where the sources look for their version.
  mkdirSync(join(modules, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(modules, '.cache/bundled-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const outfile = join(folder, 'program.mjs');
  buildSync({
    entryPoints: [source],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    alias: { yaml: join(modules, 'yaml/browser/index.js') },
    logLevel: 'error',
  });
  return outfile;
}
