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

/** Merges a branch into another as a pull request does, and gives the commit. */
export async function merge(clone: Clone, from: Place, to: Place): Promise<string> {
  await clone.run('git', 'fetch', '--quiet');
  await clone.run('git', 'checkout', '--quiet', '-B', to.branch, `origin/${to.branch}`);
  await clone.run('git', 'merge', '--quiet', '--no-ff', '--no-edit', `origin/${from.branch}`);
  await clone.run('git', 'push', '--quiet', 'origin', to.branch);
  return (await clone.run('git', 'rev-parse', 'HEAD')).trim();
}

/** Merges a branch, and copies the images as the workflow does. */
export async function promote(clone: Clone, from: Place, to: Place): Promise<void> {
  const merged = await merge(clone, from, to);
  const words = ['--if-released', '--verify-source', '--approved', merged, '--push'];
  await clone.gitops('promote', from.name, to.name, ...words);
}
