import { fileAt } from '../disk/file-at.ts';
import { textIn } from '../disk/utf8.ts';
import { UserError } from '../errors.ts';
import { ownersOf } from '../plan/chart-owners.ts';
import type { EnvironmentPlan, Plan } from '../plan/plan.ts';
import { entriesIn } from './release-file.ts';

/** Refuses a release of charts that names a component which the config does not know. */
export function refuseUnknownEntries(plan: Plan, environment: EnvironmentPlan, text: string): void {
  const { lines, isRefused } = unknownEntriesIn(plan, environment, text);
  if (isRefused && lines.length > 0)
    throw new UserError(lines.join('\n'), {
      hint:
        'Correct the name, or remove the entry. npx projen removes entries of components ' +
        'that are no longer in the config.',
    });
}

/**
 * Images of a kustomize release that no component has: one that a
 * removed component left harms nobody, and people may set others.
 */
export function unknownEntryNotes(
  plan: Plan,
  environment: EnvironmentPlan,
  text: string,
): readonly string[] {
  const { lines, isRefused } = unknownEntriesIn(plan, environment, text);
  return isRefused ? [] : lines;
}

/** The same for the release files in the folder of a project. */
export const releaseWarnings = (root: string, plan: Plan): readonly string[] =>
  (plan.packaging.listsImages ? plan.environments : []).flatMap((environment) => {
    // What is no file, or no text, is a conflict of the resync, which says so.
    const found = fileAt(root, environment.releaseFile);
    const text = found.kind === 'file' ? textIn(found.bytes) : undefined;
    return text === undefined ? [] : unknownEntryNotes(plan, environment, text);
  });

/** Entries of a release file that no component has, and whether they are refused. */
export function unknownEntriesIn(
  plan: Plan,
  { releaseFile }: EnvironmentPlan,
  text: string,
): { readonly lines: readonly string[]; readonly isRefused: boolean } {
  const { kind, names } = entriesIn(text);
  const known =
    kind === 'images'
      ? plan.components.map(({ image }) => image.repository)
      : ownersOf(plan)
          .filter((owner) => owner.kind === 'component')
          .map(({ section }) => section);
  const unknown = names.filter((name) => !known.includes(name));
  const lineOf = (name: string): string =>
    kind === 'images'
      ? `no component has the image "${name}"; remove the entry, unless you need it for something else`
      : `unknown component "${name}"`;
  return {
    lines: unknown.map((name) => `${releaseFile}: ${lineOf(name)}; known: ${known.join(', ')}`),
    isRefused: kind === 'sections',
  };
}
