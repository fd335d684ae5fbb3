import type { Config } from '../../config/config.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import { helmFolders, helmPlan, helmRelease } from './helm.ts';
import { kustomizePlan, kustomizeRelease } from './kustomize.ts';
import { paths } from '../paths.ts';
import type { PackagingPlan } from './plan.ts';

/** Everything that may render the manifests. */
const members: ByKind<Config['packaging'], [], PackagingPlan> = {
  kustomize: kustomizePlan,
  helm: helmPlan,
};

const releases: ByKind<PackagingPlan, [string], string> = {
  kustomize: kustomizeRelease,
  helm: helmRelease,
};

/** What renders the manifests. */
export const packagingPlan = ({ packaging }: Config): PackagingPlan => byKind(members, packaging);

/** The file that says which images run in an environment; CI writes it. */
export const releaseFileOf = (packaging: PackagingPlan, environment: string): string =>
  byKind(releases, packaging, environment);

/** Every file that may say which images run in an environment, whatever the packaging and its layout. */
export const releasePlacesOf = (environment: string): readonly string[] => [
  paths.release(environment),
  ...helmFolders.map((folder) => paths.chartRelease(folder, environment)),
];
