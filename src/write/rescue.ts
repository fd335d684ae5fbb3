import { entryAt } from '../disk/entry-at.ts';
import { fileContents } from '../git/folder.ts';
import type { Change, ChangeKind } from './change.ts';
import { conflictLine, withoutConflictMarkers } from './conflict-markers.ts';
import { RESCUE_FOLDER } from '../domain/file-paths.ts';
import { originText, originsOf } from './rescued-contents.ts';
import type { Origin } from './rescued-contents.ts';
import { sha256Of } from './text-state.ts';

/** A file to write. */
export interface Write {
  readonly path: string;
  readonly bytes: Buffer;
  readonly mode: number;
}

/** The changes with `rescued` only where somebody's content would be gone: what git has can be had from git. */
export function withNeededRescues(root: string, changes: readonly Change[]): Change[] {
  const endangered = changes.filter(({ rescued, before }) => rescued && before !== undefined);
  if (endangered.length === 0) return [...changes];
  const names = endangered.flatMap(({ path }) => [HEAD, ...STAGES].map((start) => start + path));
  const answer = fileContents(root, names);
  if (answer.kind !== 'yes') return [...changes];
  return changes.map((change) =>
    change.rescued && isInGit(change, answer.contents) ? { ...change, rescued: false } : change,
  );
}

/** The files that keep what the changes overwrite, each with a note on where it came from. */
export function rescuesOf(root: string, changes: readonly Change[]): Write[] {
  const kept = new Map<string, { bytes: Buffer; origins: Origin[]; mode: number }>();
  for (const { path, kind, before, rescued } of changes) {
    if (!rescued || before === undefined) continue;
    const hash = sha256Of(before);
    const known = kept.get(hash) ?? { bytes: before, origins: originsOf(root, hash), mode: 0o666 };
    const reason = REASONS[kind] ?? 'was replaced';
    // A run that was killed has noted it already.
    if (!known.origins.some((origin) => origin.path === path && origin.reason === reason))
      known.origins.push({ path, reason });
    // What its owner lets nobody read, its copy does not show either.
    const entry = entryAt(root, path);
    known.mode &= entry.kind === 'file' ? entry.mode : 0o600;
    kept.set(hash, known);
  }
  return [...kept].flatMap(([hash, { bytes, origins, mode }]) => [
    { path: `${RESCUE_FOLDER}/${hash}`, bytes, mode: mode | 0o600 },
    {
      path: `${RESCUE_FOLDER}/${hash}.origin`,
      bytes: Buffer.from(originText(origins)),
      mode: 0o644,
    },
  ]);
}

const HEAD = 'HEAD:./';
/** The two sides of a merge that stopped at a conflict, and their ancestor. */
const STAGES = [':1:./', ':2:./', ':3:./'] as const;

const REASONS: Readonly<Partial<Record<ChangeKind, string>>> = {
  repair: 'was edited manually, and repaired',
  'take-over': 'was taken over',
  update: 'its generated part changed',
  delete: 'was deleted',
};

function isInGit({ path, before }: Change, contents: ReadonlyMap<string, Buffer>): boolean {
  if (before === undefined) return true;
  if (contents.get(HEAD + path)?.equals(before) === true) return true;
  // Lines are compared by their bytes: two that are no UTF-8 would look alike as text.
  const text = before.toString('latin1');
  const stages = STAGES.flatMap((start) => contents.get(start + path)?.toString('latin1') ?? []);
  if (conflictLine(text) === undefined || stages.length < 2) return false;
  // Whoever began to resolve the conflict has written lines of their own.
  const known = new Set(stages.flatMap(linesOf));
  return withoutConflictMarkers(linesOf(text)).every((line) => known.has(line));
}

const linesOf = (text: string): string[] => text.split(/\r?\n/);
