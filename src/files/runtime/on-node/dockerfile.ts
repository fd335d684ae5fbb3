import type { NodeToolchain } from '../../../plan/runtime/runtime.ts';
import { text } from '../../../render/text.ts';
import type { Recipe, TextTemplate } from '../image/recipe.ts';
import { nodePackageManagers } from '../package-managers/index.ts';
import { nodeBinaryOf } from './node-binary.ts';

/** Brings the package manager and the locked packages. */
export function nodeInstall(
  { packageManager, packageManagerVersion }: NodeToolchain,
  buildImage: string,
): TextTemplate {
  const { template, values } = nodePackageManagers[packageManager].image(packageManagerVersion);
  return { template, values: { buildImage, ...values } };
}

/** What the package manager reads. */
export const nodeAllowed = ({ packageManager }: NodeToolchain): readonly string[] => [
  '.npmrc',
  'package.json',
  ...nodePackageManagers[packageManager].files,
];

/** Runs arguments with the node of an image. */
export function nodeStart(
  image: string,
  livePath: string,
  command: readonly string[],
): Recipe['start'] {
  const node = nodeBinaryOf(image);
  return {
    entrypoint: [node],
    command,
    health: [node, '-e', text('docker/health.mjs', { livePath }).trim()],
  };
}
