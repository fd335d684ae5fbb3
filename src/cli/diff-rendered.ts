import { projectFolder } from '../projen/project-folder.ts';
import { runConfig } from '../projen/run-config.ts';
import { isUnchanged, diffEnvironments } from '../review/environment-diff.ts';
import type { EnvironmentDiff } from '../review/environment-diff.ts';
import { headOf, linesOf } from '../review/object-lines.ts';
import { commentOf } from '../review/comment.ts';
import { withScratch } from '../disk/scratch.ts';
import { checkOutTree } from '../rendered/trees.ts';
import { projectLayout, writeResyncedTree } from '../review/project-tree.ts';
import { refuseFoldersOutside } from '../write/outside-checkout.ts';
import type { Outcome } from './command.ts';
import { patchLines, type Text } from './output.ts';
import { foreseeChanges } from './resync-folder.ts';

interface RenderedDiffInput {
  /** A commit to compare the working tree with; undefined compares it with what a resync would make of it. */
  readonly base: string | undefined;
  readonly markdown: boolean;
  readonly takeOver: boolean;
}

/** Which Kubernetes objects and fields change, for each environment. */
export async function diffRendered(folder: string, asked: RenderedDiffInput): Promise<Outcome> {
  const diffs = await compareEnvironments(folder, asked);
  const clean = isUnchanged(diffs);
  return {
    text: asked.markdown ? commentOf(diffs).trimEnd() : textOf(diffs),
    data: { clean, environments: diffs },
    code: clean ? 0 : 1,
  };
}

async function compareEnvironments(
  folder: string,
  { base, takeOver }: RenderedDiffInput,
): Promise<EnvironmentDiff[]> {
  const root = projectFolder(folder);
  refuseFoldersOutside(root, projectLayout.folders);
  if (base !== undefined) {
    // Neither side's config is run: a pull request shows what it has committed.
    return withScratch((scratch) => {
      checkOutTree(root, base, scratch);
      return diffEnvironments(scratch, root);
    });
  }
  const changes = foreseeChanges(await runConfig(root), takeOver);
  return withScratch((scratch) => {
    writeResyncedTree(root, changes, scratch);
    return diffEnvironments(root, scratch);
  });
}

const textOf = (diffs: readonly EnvironmentDiff[]): Text =>
  diffs.length === 0
    ? 'There is no environment to compare.'
    : diffs.flatMap((diff) => [
        { look: 'bold', text: `${diff.environment}: ${headOf(diff)}` },
        ...patchLines(linesOf(diff)),
      ]);
