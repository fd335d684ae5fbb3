import type { EditedRelease } from './edit.ts';
import type { PullRequest } from './pull-request.ts';
import type { ReleasedImage } from './release-file.ts';

/** What a release command did: lines for people, data for programs. */
export interface Report {
  readonly lines: readonly string[];
  readonly data: {
    readonly environment: string;
    readonly file: string;
    readonly changed: boolean;
    readonly images: readonly ReportedImage[];
    readonly notes: readonly string[];
    /** The commit that reached the remote; absent when nothing was to be pushed. */
    readonly push?: Pushed;
    readonly pullRequest?: PullRequest;
  };
}

/** A release commit at the remote. */
export interface Pushed {
  readonly remote: string;
  readonly branch: string;
  readonly commit: string;
  readonly attempts: number;
}

/** One component's image before and after. */
export interface ReportedImage {
  readonly component: string;
  readonly before: Omit<ReleasedImage, 'repository'>;
  readonly after: ReleasedImage;
}

/** Where an edit went, if it left the folder. */
export interface Delivered {
  readonly push?: Pushed;
  readonly pullRequest?: PullRequest;
}

/** The report of an edit; of a pull request the lines are JSON, for the workflow that opens it. */
export function reportOf(
  { environment: { name }, file, before, after, images, notes }: EditedRelease,
  delivered: Delivered = {},
): Report {
  const { push, pullRequest } = delivered;
  const pushed =
    push === undefined
      ? []
      : [`pushed ${push.commit.slice(0, 12)} to ${push.remote}/${push.branch}`];
  const lines = [
    `${name} (${file})`,
    ...images.map((image) => `  ${lineOf(image)}`),
    ...notes.map((note) => `  note: ${note}`),
    ...pushed,
  ];
  return {
    lines: pullRequest === undefined ? lines : [JSON.stringify(pullRequest, null, 2)],
    data: { environment: name, file, changed: before !== after, images, notes, ...delivered },
  };
}

/** One line per image: `server: a1b2c3d4e5f6 → 0f9e8d7c6b5a`, or that it stands already. */
export function lineOf({ component, before, after }: ReportedImage): string {
  const [was, is] = [nameOfImage(before), nameOfImage(after)];
  return before.tag === after.tag && before.digest === after.digest
    ? `${component}: ${is} already`
    : `${component}: ${was} → ${is}`;
}

/** A tag as people compare it: twelve digits of a commit. */
export const nameOfTag = (tag: string | undefined): string =>
  tag === undefined ? '' : /^[0-9a-f]{40}$/.test(tag) ? tag.slice(0, 12) : tag;

/** Tag and digest in short. */
export const nameOfImage = ({ tag, digest }: Omit<ReleasedImage, 'repository'>): string =>
  digest === undefined ? nameOfTag(tag) || 'nothing' : `${nameOfTag(tag)}@${digest.slice(0, 19)}`;
