import { UserError } from '../errors.ts';
import type { SharedPart } from '../render/spec.ts';
import { isNewer, isVersion } from './is-newer.ts';
import { INVENTORY_PATH, configProblem, pathProblem } from '../domain/file-paths.ts';

/** One file we wrote. */
export interface InventoryEntry {
  readonly path: string;
  readonly ownership: 'managed' | 'sample' | 'shared' | 'ejected';
  /** Of the text we wanted; after a merge that left conflict markers, of both sides. */
  readonly sha256: readonly string[];
  readonly executable: boolean;
  /** Of a shared file: what is ours, so that it can be removed when nothing wants it any longer. */
  readonly ours:
    | { readonly format: 'text' | 'yaml' | 'json'; readonly part: SharedPart }
    | undefined;
}

/** Our record of the files we wrote, by path. */
export interface Inventory {
  /** The version of the tool that wrote last; the one place where it stands. */
  readonly toolVersion: string;
  readonly entries: ReadonlyMap<string, InventoryEntry>;
}

export const FORMAT = 1;
export const emptyInventory: Inventory = { toolVersion: '', entries: new Map() };

/** Valid JSON with a line of its own for each path, sorted, so that git merges it line by line. */
export function inventoryText({ toolVersion, entries }: Inventory): string {
  const header = JSON.stringify({ format: FORMAT, tool: toolVersion });
  const lines = [...entries.values()]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map((entry) => `,${entryText(entry)}\n`);
  return `[${header}\n${lines.join('')}]\n`;
}

/** Reads what `inventoryText` wrote; conflict markers of a merge are survived by taking both sides. */
export function parseInventory(text: string): Inventory {
  const rows = rowsOf(text);
  const headers = rows.filter((row) => row['format'] !== undefined);
  if (headers.length === 0) throw unreadable('its first line is missing');
  for (const { format, tool } of headers) {
    refuseNewer(format);
    refuseNonsense(tool);
  }
  const entries = new Map<string, InventoryEntry>();
  for (const row of rows) {
    if (row['format'] !== undefined) continue;
    const entry = entryOf(row);
    const twin = entries.get(entry.path);
    entries.set(entry.path, twin === undefined ? entry : mergeEntries(twin, entry));
  }
  return {
    toolVersion: headers
      .map((header) => String(header['tool'] ?? ''))
      .reduce((one, other) => (isNewer(one, other) ? one : other)),
    entries,
  };
}

/** Both sides' hashes count; a file that one side ejected is its owner's. */
export const mergeEntries = (one: InventoryEntry, other: InventoryEntry): InventoryEntry => ({
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

/** One line of our records. */
export type Row = Readonly<Record<string, unknown>>;

const entryText = (entry: InventoryEntry): string => JSON.stringify(rowOf(entry));

/** An entry as it is written down; `entryOf` reads it again. */
export const rowOf = ({ path, ownership, sha256, executable, ours }: InventoryEntry): Row => ({
  path,
  ownership,
  sha256: sha256.length === 1 ? sha256[0] : sha256,
  ...(executable ? { executable } : {}),
  ...(ours === undefined ? {} : { ours }),
});

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

/** Whether a value can be a line of our records. */
export const isRow = (row: unknown): row is Row =>
  typeof row === 'object' && row !== null && !Array.isArray(row);

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

/** The entry that a line describes; each value is checked. */
export function entryOf(row: Row): InventoryEntry {
  const { path, ownership, executable } = row;
  const sha256 = Array.isArray(row['sha256']) ? row['sha256'] : [row['sha256']];
  if (typeof path !== 'string') throw unreadable('a line has no path');
  const problem = pathProblem(path) ?? configProblem(path);
  if (problem !== undefined) throw unreadable(`the path ${JSON.stringify(path)} ${problem}`);
  if (!isOwnership(ownership)) throw unreadable(`the ownership of ${path} is unknown`);
  if (executable !== undefined && typeof executable !== 'boolean')
    throw unreadable(`whether ${path} is executable is neither true nor false`);
  if (!sha256.every(isHash)) throw unreadable(`the hash of ${path} is not a sha256`);
  return { path, ownership, sha256, executable: executable === true, ours: oursOf(row['ours']) };
}

const isOwnership = (value: unknown): value is InventoryEntry['ownership'] =>
  value === 'managed' || value === 'sample' || value === 'shared' || value === 'ejected';
/** Whether a value is a sha256 in hex. */
export const isHash = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isPath = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((key) => typeof key === 'string');

function oursOf(ours: unknown): InventoryEntry['ours'] {
  if (ours === undefined) return undefined;
  if (!isRow(ours) || !isRow(ours['part'])) throw unreadable('a shared part is malformed');
  const { format, part } = ours;
  if (format !== 'text' && format !== 'yaml' && format !== 'json')
    throw unreadable('a shared part has an unknown format');
  const { kind, paths, path, key, whole } = part;
  if (kind === 'block') return { format, part: { kind } };
  if (kind === 'keys' && Array.isArray(paths) && paths.every(isPath))
    return { format, part: { kind, paths, ...(whole === true ? { whole } : {}) } };
  if (kind === 'entries' && isPath(path) && typeof key === 'string')
    return { format, part: { kind, path, key } };
  throw unreadable('a shared part has an unknown kind');
}

const unreadable = (reason: string): UserError =>
  new UserError(`${INVENTORY_PATH} cannot be read: ${reason}`, {
    exitCode: 3,
    hint: `restore it from git: git checkout -- ${INVENTORY_PATH}`,
  });
