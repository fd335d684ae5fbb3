import { commentMarker } from '../domain/comment-marker.ts';
import type { Consequence } from './consequences/consequences.ts';
import { consequenceLines } from './consequences/gate.ts';
import type { EnvironmentDiff } from './environment-diff.ts';
import { headOf, linesOf } from './object-lines.ts';

/**
 * GitHub takes 65,536 characters; bytes are never fewer than
 * characters, and a variable of a workflow holds them too.
 */
const MOST_BYTES = 60_000;
/** What stands around the lines of one environment. */
const FRAME_BYTES = 400;

/** The diff as a comment on a pull request: a section for each environment, cut where it would be too long. */
export function commentOf(
  diffs: readonly EnvironmentDiff[],
  consequences: readonly Consequence[] = [],
): string {
  const title = '### Changes on the clusters';
  const told = consequenceBlock(consequences);
  if (diffs.length === 0)
    return [commentMarker, title, '', ...told, 'There is no environment to compare.', ''].join(
      '\n',
    );
  const left = MOST_BYTES - Buffer.byteLength(told.join('\n'));
  const share = Math.max(0, Math.floor(left / diffs.length) - FRAME_BYTES);
  const sections = diffs.map((diff) => section(diff, share));
  const text = [commentMarker, title, '', ...told, ...sections, ''].join('\n');
  if (Buffer.byteLength(text) <= MOST_BYTES) return text;
  return [
    commentMarker,
    title,
    '',
    ...told,
    `Too many environments for a comment (${String(diffs.length)}). Run: ` +
      '`npx gitops-service diff --rendered --base <branch>`',
    '',
  ].join('\n');
}

/** The most of a comment that says what happens beside what is meant to. */
const CONSEQUENCE_BYTES = 20_000;

function consequenceBlock(consequences: readonly Consequence[]): readonly string[] {
  if (consequences.length === 0) return [];
  const lines = consequenceLines(consequences);
  const shown = fitting(lines, CONSEQUENCE_BYTES);
  const fence = fenceFor(shown);
  const more = shown.length === lines.length ? [] : ['…'];
  return ['What else happens there:', '', fence, ...shown, ...more, fence, ''];
}

function section(diff: EnvironmentDiff, share: number): string {
  const title = `<b>${escaped(diff.environment)}</b>: ${escaped(headOf(diff))}`;
  const lines = linesOf(diff);
  if (lines.length === 0) return `${title}\n`;
  const shown = fitting(lines, share);
  const fence = fenceFor(shown);
  const rest = lines.length - shown.length;
  const more =
    rest === 0
      ? []
      : [
          `${String(rest)} more line(s): \`npx gitops-service diff --rendered --base <branch>\``,
          '',
        ];
  return [
    `<details><summary>${title}</summary>`,
    '',
    `${fence}diff`,
    ...shown,
    fence,
    '',
    ...more,
    '</details>',
    '',
  ].join('\n');
}

function fitting(lines: readonly string[], share: number): string[] {
  let bytes = 0;
  const end = lines.findIndex((line) => (bytes += Buffer.byteLength(line) + 1) > share);
  return end < 0 ? [...lines] : lines.slice(0, end);
}

/** A fence that nothing between can close: names and values come from whoever opened the pull request. */
const fenceFor = (lines: readonly string[]): string =>
  '`'.repeat(
    Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length))) +
      1,
  );

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[`@*_[\]]/g, (sign) => `&#${String(sign.codePointAt(0))};`);
