import type { ReleasedImage } from './release-file.ts';

/** What a release command did: lines for people, data for programs. */
export interface Report {
  readonly lines: readonly string[];
  readonly data: {
    readonly environment: string;
    readonly file: string;
    readonly changed: boolean;
    readonly images: readonly ReportedImage[];
  };
}

/** One component's image before and after. */
export interface ReportedImage {
  readonly component: string;
  readonly before: Omit<ReleasedImage, 'repository'>;
  readonly after: ReleasedImage;
}

/** One line per image: `server: a1b2c3d4e5f6 → 0f9e8d7c6b5a`, or that it stands already. */
export function lineOf({ component, before, after }: ReportedImage): string {
  const [was, is] = [shortOf(before), shortOf(after)];
  return before.tag === after.tag && before.digest === after.digest ? `${component}: ${is} already` : `${component}: ${was} → ${is}`;
}

const shortOf = ({ tag, digest }: Omit<ReleasedImage, 'repository'>): string => {
  const name = tag === undefined ? '' : /^[0-9a-f]{40}$/.test(tag) ? tag.slice(0, 12) : tag;
  return digest === undefined ? name || 'nothing' : `${name}@${digest.slice(0, 19)}`;
};
