import { readSnapshot } from '../disk/snapshot.ts';
import type { Snapshot } from '../disk/snapshot.ts';
import type { Fact } from '../domain/fact.ts';
import { readRecords } from './interruption.ts';
import type { InventoryEntry } from './inventory-entry.ts';
import type { Inventory } from './inventory.ts';
import { isFilled, slotsIn } from './releases.ts';

/** What the records say of the clusters before a run. */
export interface Recorded {
  /** Nothing where a tool wrote that records no facts, and nobody can say what a change would do. */
  readonly facts: readonly Fact[] | undefined;
  /** Whether there are no records at all. */
  readonly isNew: boolean;
  /** Environments that something was released to, or may have been. */
  readonly livedIn: ReadonlySet<string>;
}

/** What the records of a tree say of the clusters, whatever its config is. */
export function recordedAt(root: string): Recorded {
  const { inventory, text } = readRecords(root);
  const releases = (inventory.facts ?? []).flatMap(({ is }) => is['release'] ?? []);
  const known = releases.filter((path) => inventory.entries.has(path));
  return recordedIn(inventory, readSnapshot(root, known), text === undefined);
}

/** What the inventory and the release files on disk say of the clusters. */
export function recordedIn(
  { facts, entries }: Inventory,
  snapshot: Snapshot,
  isNew: boolean,
): Recorded {
  const livedIn = (facts ?? [])
    .filter(
      ({ object, is }) => object === 'environment' && isReleased(is['release'], entries, snapshot),
    )
    .map(({ environment }) => environment);
  return { facts, isNew, livedIn: new Set(livedIn) };
}

/** Where it cannot be told, something may have been. */
function isReleased(
  path: string | undefined,
  entries: ReadonlyMap<string, InventoryEntry>,
  snapshot: Snapshot,
): boolean {
  const found = path === undefined ? undefined : snapshot.get(path);
  const ours = path === undefined ? undefined : entries.get(path)?.ours;
  if (found?.kind !== 'file' || ours === undefined) return true;
  const slots = slotsIn(found.bytes, ours);
  return slots.length === 0 || slots.some(isFilled);
}
