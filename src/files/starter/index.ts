import type { FileSpec } from '../../render/spec.ts';
import { copiedFolders } from './copied-folders.ts';
import type { StarterInput } from './input.ts';
import { packageFiles } from './package.ts';
import { sources } from './sources.ts';

export { validateDataCommand } from './copied-folders.ts';
export type { PackageManager, StarterInput, StoreCheck } from './input.ts';
export { pnpmSettings, toolPackage } from './package.ts';

/** A small application that runs, tests, builds and answers its probes: written once, then the service's own. */
export function starterFiles(input: StarterInput): readonly FileSpec[] {
  return [...packageFiles(input), ...sources(input), ...copiedFolders(input)];
}
