import { oneLine } from '../domain/printable.ts';
import type { ReleasedImage } from './release-file.ts';

/** One component's image before and after. */
export interface ReportedImage {
  readonly component: string;
  readonly before: Omit<ReleasedImage, 'repository'>;
  readonly after: ReleasedImage;
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
  tag === undefined ? '' : /^[0-9a-f]{40}$/.test(tag) ? tag.slice(0, 12) : oneLine(tag);

/** Tag and digest in short. */
export const nameOfImage = ({ tag, digest }: Omit<ReleasedImage, 'repository'>): string =>
  digest === undefined
    ? nameOfTag(tag) || 'nothing'
    : `${nameOfTag(tag)}@${oneLine(digest.slice(0, 19))}`;
