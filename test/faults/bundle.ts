import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** Builds one source file, with all that it imports, into a program that Node runs as it is. */
export function bundled(source: string): string {
  const outfile = join(mkdtempSync(join(tmpdir(), 'bundled-')), 'program.mjs');
  buildSync({ entryPoints: [source], outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20', alias: { yaml: join(import.meta.dirname, '../../node_modules/yaml/browser/index.js') }, logLevel: 'error' });
  return outfile;
}
