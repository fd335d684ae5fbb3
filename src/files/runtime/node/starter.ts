import type { FileSpec } from '../../../render/spec.ts';
import { copiedFolders } from '../on-node/copied-folders.ts';
import type { StarterInput } from '../on-node/starter-input.ts';
import { packageFiles } from './package.ts';
import { sources } from './sources.ts';

/** A small application that runs, tests, builds and answers its probes: written once, then the service's own. */
export function starterFiles(input: StarterInput): readonly FileSpec[] {
  return [...packageFiles(input), ...sources(input), ...copiedFolders(input)];
}
