import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { render } from '../../src/render/render.ts';
import type { FileSpec } from '../../src/render/spec.ts';

/** Writes the files into an empty folder, gives it to `work`, and removes it. */
export async function withFiles<Result>(
  specs: readonly FileSpec[],
  work: (root: string) => Promise<Result>,
): Promise<Result> {
  const root = mkdtempSync(join(tmpdir(), 'secret files ')); // a space, because people have them in their paths
  try {
    for (const spec of specs) write(root, spec.path, render(spec), spec.executable ? 0o755 : 0o644);
    return await work(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Writes one file and the folders above it. */
export function write(root: string, path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text, { mode });
}
