import type { Clone } from '../../rig/clone.ts';
import { imageOf } from './service.ts';

/** Builds an image of the only component, as far as git knows: its tag is the commit, as in CI. Gives the image. */
export async function release(
  clone: Clone,
  { name, branch }: Place,
  digit: string,
): Promise<string> {
  await clone.run('git', 'switch', '--quiet', branch);
  await clone.run('git', 'pull', '--quiet', '--ff-only');
  const commit = (await clone.run('git', 'rev-parse', 'HEAD')).trim();
  const image = imageOf(commit, digit);
  await clone.gitops('set-image', name, `server=${image}`, '--push');
  return image;
}

/** An environment and its branch. */
export interface Place {
  readonly name: string;
  readonly branch: string;
}
