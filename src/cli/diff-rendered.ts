import { projectFolder } from '../projen/project-folder.ts';
import { runConfig } from '../projen/run-config.ts';
import { isUnchanged, diffEnvironments } from '../review/environment-diff.ts';
import type { EnvironmentDiff } from '../review/environment-diff.ts';
import { headOf, linesOf } from '../review/object-lines.ts';
import { commentOf } from '../review/comment.ts';
import { consequencesOf } from '../review/consequences/consequences.ts';
import type { Consequence } from '../review/consequences/consequences.ts';
import { titledLines, unforeseen } from '../review/consequences/gate.ts';
import { withScratch } from '../disk/scratch.ts';
import { checkOutTree } from '../rendered/trees.ts';
import { projectLayout, writeResyncedTree } from '../review/project-tree.ts';
import { factsAt, recordedAt } from '../write/lived-in.ts';
import { refuseFoldersOutside } from '../write/outside-checkout.ts';
import type { Outcome } from './command.ts';
import { patchLines, type Line } from './output.ts';
import { foresee } from './foresee.ts';

interface RenderedDiffInput {
  /** A commit to compare the working tree with; undefined compares it with what a resync would make of it. */
  readonly base: string | undefined;
  readonly markdown: boolean;
  readonly takeOver: boolean;
}

/** What differs, and what that does beside what it is meant to. */
interface Compared {
  readonly diffs: readonly EnvironmentDiff[];
  readonly consequences: readonly Consequence[];
  readonly warnings: readonly string[];
}

/** Which Kubernetes objects and fields change, for each environment. */
export async function diffRendered(folder: string, asked: RenderedDiffInput): Promise<Outcome> {
  const { diffs, consequences, warnings } = await compareEnvironments(folder, asked);
  const clean = isUnchanged(diffs);
  return {
    text: asked.markdown
      ? commentOf(diffs, consequences).trimEnd()
      : [...titledLines(consequences), ...textOf(diffs)],
    data: { clean, environments: diffs, consequences },
    code: clean ? 0 : 1,
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

async function compareEnvironments(
  folder: string,
  { base, takeOver }: RenderedDiffInput,
): Promise<Compared> {
  const root = projectFolder(folder);
  refuseFoldersOutside(root, projectLayout.folders);
  if (base !== undefined) {
    // Neither side's config is run: a pull request shows what it has committed.
    return withScratch((scratch) => {
      checkOutTree(root, base, scratch);
      return { diffs: diffEnvironments(scratch, root), ...compareRecords(scratch, root) };
    });
  }
  const { changes, consequences, warnings } = foresee(await runConfig(root), takeOver);
  return withScratch((scratch) => {
    writeResyncedTree(root, changes, scratch);
    return { diffs: diffEnvironments(root, scratch), consequences, warnings };
  });
}

/** What the step from one tree to the other does, by what the inventories say. */
function compareRecords(before: string, after: string): Omit<Compared, 'diffs'> {
  const wanted = factsAt(after);
  if (wanted === undefined) return { consequences: [], warnings: [] };
  const old = recordedAt(before, { clone: after, wanted });
  return {
    consequences: consequencesOf(old, wanted),
    warnings: old.facts === undefined && !old.isNew ? [unforeseen] : [],
  };
}

const textOf = (diffs: readonly EnvironmentDiff[]): readonly Line[] =>
  diffs.length === 0
    ? ['There is no environment to compare.']
    : diffs.flatMap((diff) => [
        { look: 'bold', text: `${diff.environment}: ${headOf(diff)}` },
        ...patchLines(linesOf(diff)),
      ]);
