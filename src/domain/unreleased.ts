/** Tag and digest of an image that no release has named yet: strict judges pass, and the pod waits visibly. */
export const unreleasedTag = 'unreleased';
export const unreleasedDigest = `sha256:${'0'.repeat(64)}`;

/** The full reference of a repository that no release has named yet. */
export const unreleasedImage = (repository: string): string =>
  `${repository}:${unreleasedTag}@${unreleasedDigest}`;

/** Whether a resync wrote this entry of a release file, and no release has named it yet. */
export const isUnreleased = ({
  tag,
  digest,
}: {
  readonly tag?: unknown;
  readonly digest?: unknown;
}): boolean => tag === unreleasedTag || digest === unreleasedDigest;
