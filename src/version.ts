import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InternalError } from './errors.ts';

/** The version of this package. */
export const version = (): string => ownPackage().version;

/** The folder that this package is installed in. */
export const packageFolder = (): string => ownPackage().folder;

function ownPackage(): { readonly folder: string; readonly version: string } {
  for (
    let folder = dirname(fileURLToPath(import.meta.url));
    folder !== dirname(folder);
    folder = dirname(folder)
  ) {
    const found = versionIn(join(folder, 'package.json'));
    if (found !== undefined) return { folder, version: found };
  }
  throw new InternalError('our own package.json is missing');
}

function versionIn(file: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const isOurs =
      typeof manifest === 'object' &&
      manifest !== null &&
      'name' in manifest &&
      manifest.name === 'create-gitops-service';
    return isOurs && 'version' in manifest ? String(manifest.version) : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
