import type { EnvironmentPlan, Plan } from '../plan/plan.ts';
import type { Repository } from '../git/repository.ts';
import { componentOfImage } from './find.ts';
import { imagesOf } from './release-file.ts';
import type { ReleasedImage } from './release-file.ts';
import type { ReleaseFiles } from './release-files.ts';
import type { ReportedImage } from './reported-image.ts';
import { refuseUnknownEntries, unknownEntryNotes } from './unknown-entries.ts';

/** The service whose releases are edited, and the repository that holds the commits its images are built from. */
export interface Service {
  readonly plan: Plan;
  readonly sources: Repository;
}

/** What an edit makes of one release file. */
export interface EditedRelease {
  readonly environment: EnvironmentPlan;
  /** Path in the project. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly images: readonly ReportedImage[];
  /** What a reader should know beside the images. */
  readonly notes: readonly string[];
  /** First line of the commit. */
  readonly title: string;
}

/** Computes a release from the files as they stand; writes nothing, and may be asked again when they have moved. */
export type Edit = (files: ReleaseFiles) => Promise<EditedRelease>;

interface EditInput {
  readonly plan: Plan;
  readonly environment: EnvironmentPlan;
  readonly before: string;
  readonly after: string;
  /** The images that were asked for. */
  readonly repositories: readonly string[];
  readonly notes: readonly string[];
  readonly title: string;
}

/** The edit with its images by component. */
export function editRelease({
  plan,
  environment,
  before,
  after,
  repositories,
  notes,
  title,
}: EditInput): EditedRelease {
  refuseUnknownEntries(plan, environment, before);
  const [old, current] = [imagesOf(before), imagesOf(after)];
  const images = repositories.map((repository) => ({
    component: componentOfImage(plan, repository),
    before: partsOf(old, repository),
    after: { repository, ...partsOf(current, repository) },
  }));
  return {
    environment,
    file: environment.releaseFile,
    before,
    after,
    images,
    notes: [...notes, ...unknownEntryNotes(plan, environment, after)],
    title,
  };
}

/** Tag and digest of a repository; undefined where the file says nothing. */
export function partsOf(
  images: readonly ReleasedImage[],
  repository: string,
): Omit<ReleasedImage, 'repository'> {
  const image = images.find((candidate) => candidate.repository === repository);
  return { tag: image?.tag, digest: image?.digest };
}
