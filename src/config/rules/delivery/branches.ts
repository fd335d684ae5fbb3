import type { Issue } from '../../../domain/issue.ts';
import { repeatsOf } from '../../../domain/repeats.ts';
import type { EnvironmentConfig } from '../../config.ts';

/** Environments that a push to one branch would deploy at once; more is said about one that waits for releases. */
export const findSharedBranches = (
  environments: readonly EnvironmentConfig[],
  aboutReleases = '',
): readonly Issue[] =>
  repeatsOf(environments, ({ branch }) => [branch]).map(([{ name, trigger }, value]) => ({
    path: `environments.${name}.branch`,
    message: `branch "${value}" already belongs to another environment${trigger === 'release' ? aboutReleases : ''}`,
  }));
