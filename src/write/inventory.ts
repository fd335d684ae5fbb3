import { factOrder } from '../domain/fact.ts';
import type { Fact } from '../domain/fact.ts';
import { UserError } from '../errors.ts';
import { isNewer, isVersion } from './is-newer.ts';
import { INVENTORY_PATH } from '../domain/file-paths.ts';
import { entryOf, isRow, rowOf, unreadable } from './inventory-entry.ts';
import type { InventoryEntry, Row } from './inventory-entry.ts';
import { factOf, isFactRow } from './inventory-fact.ts';

/** Our record of the files we wrote, by path. */
export interface Inventory {
  /** The version of the tool that wrote last; the one place where it stands. */
  readonly toolVersion: string;
  readonly entries: ReadonlyMap<string, InventoryEntry>;
  /**
   * What lives in the clusters, as the last run left it; nothing where a tool wrote that records none. After a merge
   * that left conflict markers the facts of both sides, so that one object may have several.
   */
  readonly facts?: readonly Fact[] | undefined;
}

/** The newest format, which has facts; an inventory without any is written and read in the one before. */
export const FORMAT = 2;
export const emptyInventory: Inventory = { toolVersion: '', entries: new Map() };

/** Valid JSON with a line of its own for each path, sorted, so that git merges it line by line. */
export function inventoryText({ toolVersion, entries, facts }: Inventory): string {
  const format = facts === undefined ? FORMAT - 1 : FORMAT;
  const rows: readonly object[] = [
    { format, tool: toolVersion },
    ...[...entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1)).map(rowOf),
    ...[...(facts ?? [])].sort(factOrder),
  ];
  return `[${rows.map((row) => JSON.stringify(row)).join('\n,')}\n]\n`;
}

/** Whether facts are recorded, and no others. */
export const isRecorded = (facts: readonly Fact[], recorded: readonly Fact[]): boolean =>
  textsOf(facts).join() === textsOf(recorded).join();

const textsOf = (facts: readonly Fact[]): readonly string[] => [
  ...new Set([...facts].sort(factOrder).map((fact) => JSON.stringify(fact))),
];

/** Reads what `inventoryText` wrote; conflict markers of a merge are survived by taking both sides. */
export function parseInventory(text: string): Inventory {
  if (last?.text !== text) last = { text, inventory: inventoryIn(text) };
  return last.inventory;
}

// A run looks at it several times, and it is long.
let last: { readonly text: string; readonly inventory: Inventory } | undefined;

function inventoryIn(text: string): Inventory {
  const rows = rowsOf(text);
  const headers = rows.filter((row) => row['format'] !== undefined);
  if (headers.length === 0) throw unreadable('its first line is missing');
  for (const { format, tool } of headers) {
    refuseNewer(format);
    refuseNonsense(tool);
  }
  const entries = new Map<string, InventoryEntry>();
  const facts = new Map<string, Fact>();
  for (const row of rows) {
    if (row['format'] !== undefined) continue;
    if (isFactRow(row)) {
      facts.set(JSON.stringify(row), factOf(row));
      continue;
    }
    const entry = entryOf(row);
    const twin = entries.get(entry.path);
    entries.set(entry.path, twin === undefined ? entry : mergeEntries(twin, entry));
  }
  return {
    toolVersion: headers
      .map((header) => String(header['tool'] ?? ''))
      .reduce((one, other) => (isNewer(one, other) ? one : other)),
    entries,
    ...(headers.some(({ format }) => format === FORMAT) ? { facts: [...facts.values()] } : {}),
  };
}

/** Both sides' hashes count; a file that one side ejected is its owner's. */
export const mergeEntries = (one: InventoryEntry, other: InventoryEntry): InventoryEntry => ({
  ...(one.replaced === undefined ? {} : { replaced: one.replaced }),
  ...(one.ownership === 'ejected' ? one : { ...other, ours: mergedParts(one.ours, other.ours) }),
  sha256: [...new Set([...one.sha256, ...other.sha256])],
});

/** Keys that either side wrote into a file of others are ours. */
function mergedParts(one: InventoryEntry['ours'], other: InventoryEntry['ours']): typeof other {
  if (one?.part.kind !== 'keys' || other?.part.kind !== 'keys') return other;
  const paths = new Map(
    [...one.part.paths, ...other.part.paths].map((path) => [JSON.stringify(path), path]),
  );
  return { ...other, part: { ...other.part, paths: [...paths.values()] } };
}

function rowsOf(text: string): Row[] {
  const lines = text.split(/\r?\n/);
  const whole = lines.some((line) => /^[<>|]{7}/.test(line))
    ? `[${mergeLines(lines).join(',')}]`
    : text;
  const rows = parseInventoryJson(whole);
  if (!Array.isArray(rows) || !rows.every(isRow)) throw unreadable('it is not a list of objects');
  return rows;
}

/** The lines of both sides, without the common ancestor that diff3 shows between them. */
function mergeLines(lines: readonly string[]): string[] {
  let inAncestor = false;
  const kept: string[] = [];
  for (const line of lines) {
    if (/^(?:\|{7}|={7})/.test(line)) inAncestor = line.startsWith('|');
    if (/^\W*\{/.test(line) && !inAncestor) kept.push(line.replace(/^[,[]+/, ''));
  }
  return kept;
}

function parseInventoryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(String(error));
  }
}

function refuseNewer(format: unknown): void {
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 0)
    throw unreadable('its format is not a whole number');
  if (format <= FORMAT) return;
  throw new UserError(
    `${INVENTORY_PATH} was written by a newer version (format ${String(format)}; ` +
      `this version supports ${String(FORMAT)})`,
    {
      exitCode: 3,
      hint: 'install the version in package.json (npm ci), or a newer one',
    },
  );
}

/** Without the version that wrote last, nobody can say whether this one is older. */
function refuseNonsense(tool: unknown): void {
  if (tool !== undefined && !isVersion(tool)) throw unreadable('its tool is not a version');
}
