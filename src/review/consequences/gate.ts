import { nearest } from '../../domain/nearest.ts';
import type { Fact } from '../../domain/fact.ts';
import { UserError } from '../../errors.ts';
import type { Recorded } from '../../write/lived-in.ts';
import { consequencesOf } from './consequences.ts';
import type { Consequence } from './consequences.ts';
import { rows } from './table.ts';

/** Accepts whatever can be accepted. */
export const ALL = 'all';

/** Refuses ids that no consequence has. */
export function refuseUnknownIds(accepted: readonly string[]): void {
  const ids = [...rows.map(({ id }) => id), ALL];
  const unknown = accepted.filter((id) => !ids.includes(id));
  if (unknown.length === 0) return;
  throw new UserError(
    unknown
      .map((id) => {
        const meant = nearest(id, ids);
        return `--accept ${id}: no consequence has this id${meant === undefined ? '' : `; did you mean ${meant}?`}`;
      })
      .join('\n'),
    { hint: `Ids: ${ids.join(', ')}` },
  );
}

/** Refuses a run whose consequences no server accepts, or nobody has accepted. */
export const guardOf =
  (facts: readonly Fact[], accepted: readonly string[]) =>
  (before: Recorded): void => {
    refuseConsequences(consequencesOf(before, facts), accepted);
  };

/** Those that stop a run. */
export const stopping = (
  consequences: readonly Consequence[],
  accepted: readonly string[],
): readonly Consequence[] =>
  consequences.filter(
    ({ id, level }) =>
      level === 'refused' ||
      (level === 'dangerous' && !accepted.includes(ALL) && !accepted.includes(id)),
  );

/** One error about all of them. */
export function refuseConsequences(
  consequences: readonly Consequence[],
  accepted: readonly string[],
  command = 'npx gitops-service resync',
): void {
  const found = stopping(consequences, accepted);
  if (found.length === 0) return;
  throw new UserError(
    `nothing was written, because of what it would do on the clusters:\n${consequenceLines(found).join('\n')}`,
    { exitCode: 3, hint: hintOf(found, accepted, command) },
  );
}

function hintOf(
  found: readonly Consequence[],
  accepted: readonly string[],
  command: string,
): string {
  const ids = [...new Set(found.filter(({ level }) => level === 'dangerous').map(({ id }) => id))];
  const flags = [...accepted, ...ids].map((id) => `--accept ${id}`).join(' ');
  return found.some(({ level }) => level === 'refused')
    ? 'No server accepts what is refused: change the config as its way around says. If the change that it ' +
        'takes back was ' +
        'never deployed, go back in git, which brings the inventory back too: git checkout or git revert'
    : `If all of this is meant: ${command} ${flags}`;
}

/** The consequences below a title, or nothing. */
export const titledLines = (consequences: readonly Consequence[]): readonly string[] =>
  consequences.length === 0 ? [] : ['On the clusters:', ...consequenceLines(consequences), ''];

/** For each: id and environments, what happens, the way around, and what nobody knows. */
export const consequenceLines = (consequences: readonly Consequence[]): readonly string[] =>
  consequences.flatMap(({ id, level, environments, text, way, doubt }) => [
    `  ${level}: ${id} (${environments.join(', ')})`,
    `    ${text}`,
    `    Way around: ${way}`,
    ...(doubt === undefined
      ? []
      : [`    Whether anything was released there is unknown: ${doubt}`]),
  ]);

/** That the records say nothing of the clusters. */
export const unforeseen =
  'The inventory says nothing of the clusters: an older version wrote it, or lines are lost. The consequences of ' +
  'this ' +
  'change could not be foreseen. From the next resync on, they are.';
