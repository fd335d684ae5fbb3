import type { EditedRelease } from './edit.ts';
import type { PullRequest } from './pull-request.ts';
import type { Pushed } from './push.ts';
import { lineOf, type ReportedImage } from './reported-image.ts';

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
