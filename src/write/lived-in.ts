import { readSnapshot } from '../disk/snapshot.ts';
import type { Snapshot } from '../disk/snapshot.ts';
import type { Fact } from '../domain/fact.ts';
import { NO, YES } from '../git/answer.ts';
import type { Answer } from '../git/answer.ts';
import { fileOnOrigin } from '../git/origin.ts';
import { readRecords } from './interruption.ts';
import { isRecorded } from './inventory.ts';
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
  /** Of those, the ones of which git does not know it, and why. */
  readonly doubts: ReadonlyMap<string, string>;
}

/** What the facts that a tree records are; nothing where a tool wrote it that records none. */
export const factsAt = (root: string): Inventory['facts'] => readRecords(root).inventory.facts;

/** What the records of a tree say of the clusters, whatever its config is. */
export function recordedAt(root: string, asked: Asked): Recorded {
  const { inventory, text } = readRecords(root);
  const releases = (inventory.facts ?? []).flatMap(({ is }) => is['release'] ?? []);
  const known = releases.filter((path) => inventory.entries.has(path));
  return recordedIn(inventory, readSnapshot(root, known), { ...asked, isNew: text === undefined });
}

interface Asked {
  /** The folder of the project in its clone, which may know more than a tree of it. */
  readonly clone: string;
  /** What the config makes of the clusters: where it is what the records say, git is not asked. */
  readonly wanted: readonly Fact[] | undefined;
}

/** What the inventory, the release files on disk and those that git knows say of the clusters. */
export function recordedIn(
  inventory: Inventory,
  snapshot: Snapshot,
  { clone, wanted, isNew }: Asked & { readonly isNew: boolean },
): Recorded {
  const { facts = [] } = inventory;
  const asked = wanted === undefined || isRecorded(wanted, facts) ? undefined : clone;
  const answers = facts
    .filter(({ object }) => object === 'environment')
    .map(({ environment, is }): [string, Answer] => [
      environment,
      releaseIn(is, { inventory, snapshot, clone: asked }),
    ]);
  return {
    facts: inventory.facts,
    isNew,
    livedIn: new Set(answers.flatMap(([name, { kind }]) => (kind === 'no' ? [] : [name]))),
    doubts: new Map(
      answers.flatMap(([name, answer]): [string, string][] =>
        answer.kind === 'unknown' ? [[name, answer.reason]] : [],
      ),
    ),
  };
}

interface Places {
  readonly inventory: Inventory;
  readonly snapshot: Snapshot;
  /** Nothing where git is not asked. */
  readonly clone: string | undefined;
}

/** Whether something was released to an environment, by what it says of itself. */
function releaseIn(
  { release: path, branch }: Fact['is'],
  { inventory, snapshot, clone }: Places,
): Answer {
  const here = path === undefined ? undefined : snapshot.get(path);
  const isReleased = isReleasedIn(inventory, path);
  // Where it cannot be told, something may have been.
  if (path === undefined || here?.kind !== 'file' || isReleased(here.bytes)) return YES;
  if (clone === undefined || branch === undefined) return NO;
  const there = fileOnOrigin(clone, { branch, path });
  if (there.kind !== 'yes') return there;
  return isReleased(there.bytes) ? YES : NO;
}

/** Whether a release file of the inventory names an image that CI has released; one that cannot be read may. */
function isReleasedIn({ entries }: Inventory, path = ''): (bytes: Buffer) => boolean {
  const ours = entries.get(path)?.ours;
  return (bytes) => {
    const slots = ours === undefined ? [] : slotsIn(bytes, ours);
    return slots.length === 0 || slots.some(isFilled);
  };
}
