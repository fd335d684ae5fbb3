import { UserError } from '../errors.ts';

/** Names that are moved from image to image by habit. */
const moving = new Set(
  [
    'latest main master trunk head develop development dev test testing qa staging stage',
    'prod production live stable edge nightly next current canary beta alpha rc release',
    'unreleased snapshot',
  ].flatMap((names) => names.split(' ')),
);

/** Refuses a tag that may name another image tomorrow; `branches` are names that move in this repository. */
export function refuseFloatingTag(tag: string, branches: readonly string[] = []): void {
  const reason = reasonToRefuse(tag, branches);
  if (reason === undefined) return;
  throw new UserError(`"${tag}" ${reason}`, {
    exitCode: 3,
    hint: 'Use the tag that the workflow gave the image, the full commit SHA, together with its digest.',
  });
}

function reasonToRefuse(tag: string, branches: readonly string[]): string | undefined {
  if (moving.has(tag.toLowerCase()) || /[-_.]latest$/i.test(tag))
    return 'is a floating tag: it may point to another image later';
  // Tags know no slash, so builders write release/1.x as release-1.x.
  if (branches.some((branch) => branch.replaceAll('/', '-') === tag.replaceAll('/', '-')))
    return 'is a branch: it points to another image after each push';
  if (/^v?[0-9]+(?:\.[0-9]+)?$/i.test(tag)) return 'is a number that moves with each release';
  if (/^[0-9a-f]{1,11}$/i.test(tag))
    return 'is an abbreviated commit SHA, which may be ambiguous; use all 40 digits';
  return undefined;
}
