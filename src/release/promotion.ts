import { UserError } from '../errors.ts';
import { unreleasedDigest, unreleasedTag } from '../plan/unreleased.ts';
import { imagesOf, setImage } from './release-file.ts';
import type { ReleasedImage } from './release-file.ts';

/** A released image whose tag and digest are both known. */
export type PinnedImage = ReleasedImage & { readonly tag: string; readonly digest: string };

/** The target's release file with exactly the tags and digests that the source has for these repositories. */
export function promote(fromText: string, toText: string, repositories: readonly string[]): string {
  return pinnedImages(fromText, repositories).reduce(setImage, toText);
}

/** The images of these repositories; one that was never released, or not by digest, is refused. */
export function pinnedImages(text: string, repositories: readonly string[]): readonly PinnedImage[] {
  const images = imagesOf(text);
  return repositories.map((repository) => {
    const image = images.find((candidate) => candidate.repository === repository);
    if (image === undefined) throw refusal(`the release file has no image ${repository}`, 'Run npx projen: it adds the entries of new components.');
    const { tag, digest } = image;
    if (tag === unreleasedTag || digest === unreleasedDigest) throw refusal(`${repository} is unreleased there: there is nothing to promote`, 'Push to the branch of the first environment and wait for its deploy workflow.');
    if (tag === undefined || digest === undefined) throw refusal(`${repository} is not pinned by tag and digest there, so nobody can tell which image was tested`, 'Let the deploy workflow write it, or give both: gitops-service set-image <env> <component>=<tag>@sha256:…');
    return { repository, tag, digest };
  });
}

const refusal = (message: string, hint: string): UserError => new UserError(message, { exitCode: 3, hint });
