import type { FileSpec } from '../../../render/spec.ts';
import { copiedFolders } from '../on-node/copied-folders.ts';
import type { StarterInput } from '../on-node/starter-input.ts';
import { fileOf } from '../starter/template.ts';
import { nextPackageFiles } from './package.ts';
import { nextTemplates } from './sources.ts';

/**
 * A small Next.js application that runs, tests, builds and
 * answers its probes: written once, then the service's own.
 */
export const nextStarterFiles = (input: StarterInput): readonly FileSpec[] => [
  ...nextPackageFiles(input),
  ...nextTemplates(input).map((template) => fileOf(input.context, template)),
  ...copiedFolders(input),
];
