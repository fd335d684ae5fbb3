import { projectFolder } from '../projen/project-folder.ts';
import { runConfig } from '../projen/run-config.ts';
import { promoteEnvironment, setImages, type Promotion, type Report } from '../release/index.ts';
import type { Outcome } from './command.ts';

/** Writes images into the release file of an environment. */
export async function imagesSet(folder: string, environment: string, images: readonly string[]): Promise<Outcome> {
  const { root, plan } = await runConfig(projectFolder(folder));
  return outcomeOf(setImages(root, plan, environment, images));
}

/** Copies the images of one environment into the release file of another. */
export async function promoted(folder: string, promotion: Promotion): Promise<Outcome> {
  const { root, plan } = await runConfig(projectFolder(folder));
  return outcomeOf(promoteEnvironment(root, plan, promotion));
}

const outcomeOf = ({ lines, data }: Report): Outcome => ({ text: lines.join('\n'), data, code: 0 });
