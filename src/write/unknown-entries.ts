import { UserError } from '../errors.ts';
import type { FileSpec, KeyPath } from '../render/spec.ts';
import type { InventoryEntry } from './inventory-entry.ts';
import type { Inventory } from './inventory.ts';
import { dataOf, readableYaml } from './read-yaml.ts';
import { foundAt } from './situation.ts';
import type { Snapshot } from '../disk/snapshot.ts';

/**
 * Refuses entries of shared files whose name nobody knows; one that
 * was ours before is not meant, because it goes by itself.
 */
export function refuseUnknownEntries(
  wanted: readonly FileSpec[],
  snapshot: Snapshot,
  inventory: Inventory,
): void {
  const lines = wanted.flatMap((spec) =>
    unknownEntriesOf(spec, snapshot, inventory.entries.get(spec.path)),
  );
  if (lines.length > 0)
    throw new UserError(lines.join('\n'), {
      hint: 'Nothing was written. Correct the name, add it to the config, or remove the entry.',
    });
}

function unknownEntriesOf(
  { path, ownership }: FileSpec,
  snapshot: Snapshot,
  entry: InventoryEntry | undefined,
): readonly string[] {
  if (
    ownership.kind !== 'shared' ||
    ownership.named === undefined ||
    ownership.ours.kind !== 'keys'
  )
    return [];
  const found = foundAt(snapshot, path);
  if (found.kind !== 'file') return [];
  const {
    named: { what, at },
    ours: { paths },
  } = ownership;
  const content = readableContent(found.bytes);
  const before = entry?.ours?.part.kind === 'keys' ? entry.ours.part.paths : [];
  const known = at.flatMap((pattern) => namesAt(pattern, paths));
  return at.flatMap((pattern) => {
    const names = namesAt(pattern, [...paths, ...before]);
    return keysAt(pattern, content)
      .filter((name) => !names.includes(name))
      .map((name) => `${path}: unknown ${what} "${name}" (known: ${known.join(', ')})`);
  });
}

/** What cannot be read has no names; whoever edits the file refuses it with the reason. */
function readableContent(bytes: Buffer): unknown {
  try {
    const document = readableYaml(bytes);
    return document === undefined ? undefined : dataOf(document);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** What `*` of the pattern is in each path that begins with it. */
const namesAt = (pattern: KeyPath, paths: readonly KeyPath[]): readonly string[] =>
  paths
    .filter((path) => pattern.every((key, index) => key === '*' || path[index] === key))
    .flatMap((path) => path[pattern.indexOf('*')] ?? []);

/** The names for which there is a mapping at the pattern. */
function keysAt([key, ...rest]: KeyPath, content: unknown): readonly string[] {
  if (!isMapping(content)) return [];
  if (key !== '*') return keysAt(rest, Reflect.get(content, key ?? ''));
  return Object.entries(content)
    .filter(([, value]) =>
      isMapping(
        rest.reduce<unknown>((inner, name) => (isMapping(inner) ? inner[name] : undefined), value),
      ),
    )
    .map(([name]) => name);
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
