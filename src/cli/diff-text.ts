import { fileDiffs } from '../review/file-diff.ts';
import { patchOf } from '../review/patch.ts';
import type { Change } from '../write/change.ts';
import { patchLines, type Line } from './output.ts';

/** The changes as a patch, in colours where the terminal wants them. */
export const diffText = (changes: readonly Change[]): readonly Line[] =>
  patchLines(patchOf(fileDiffs(changes)));
