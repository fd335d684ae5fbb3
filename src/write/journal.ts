import { UserError } from '../errors.ts';
import { JOURNAL_PATH, configProblem, pathProblem } from '../domain/file-paths.ts';
import { isVersion } from './is-newer.ts';
import { entryOf, isHash, isRow, rowOf } from './inventory-entry.ts';
import type { InventoryEntry, Row } from './inventory-entry.ts';
import { sha256Of } from './text-state.ts';

/**
 * What a run is about to do, on the disk before the first write and gone after the last one:
 * it lets the next run tell what one that was killed has done, whatever that one's config was.
 */
export interface Journal {
  /** The version of the tool that writes. */
  readonly toolVersion: string;
  /** The sha256 of the inventory that the run began with; undefined when there was none. */
  readonly inventory: string | undefined;
  readonly files: readonly JournalFile[];
  /** Files that are replaced without a record of their content: what people, CI and `seal` write through us. */
  readonly unrecorded: readonly string[];
  /** Folders that the run makes. */
  readonly folders: readonly string[];
}

/** One file that is about to change: the sha256 of its bytes before and after, undefined where there is no file. */
export interface JournalFile {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** What the inventory will say of it. */
  readonly entry: InventoryEntry | undefined;
}

const FORMAT = 1;

/** Of a run that does nothing. */
export const emptyJournal: Journal = {
  toolVersion: '',
  inventory: undefined,
  files: [],
  unrecorded: [],
  folders: [],
};

/** Valid JSON with a line for each path; the first line has the hash of the others, so that none can be missing. */
export function journalText(journal: Journal): string {
  const { toolVersion, inventory, files, unrecorded, folders } = journal;
  const rows: readonly Row[] = [
    ...files.map(({ path, before, after, entry }) => ({
      path,
      before: before ?? null,
      after: after ?? null,
      ...(entry === undefined ? {} : { entry: rowOf(entry) }),
    })),
    ...unrecorded.map((path) => ({ path })),
    ...folders.map((folder) => ({ folder })),
  ];
  const lines = `${rows.map((row) => `,${JSON.stringify(row)}\n`).join('')}]\n`;
  const header = {
    format: FORMAT,
    tool: toolVersion,
    inventory: inventory ?? null,
    lines: sha256Of(lines),
  };
  return `[${JSON.stringify(header)}\n${lines}`;
}

/** Reads what `journalText` wrote, and nothing else. */
export function parseJournal(bytes: Buffer): Journal {
  const text = bytes.toString();
  const [header, ...rows] = rowsOf(text);
  if (header === undefined) throw unreadable('its first line is missing');
  const { format, tool, inventory, lines } = header;
  if (typeof format === 'number' && format > FORMAT) throw newer(format);
  if (format !== FORMAT || !isVersion(tool) || !isHashOrNull(inventory))
    throw unreadable('its first line is malformed');
  if (lines !== sha256Of(text.slice(text.indexOf('\n') + 1)))
    throw unreadable('it is not as it was written');
  const paths = rows.filter((row) => row['folder'] === undefined);
  const isFile = (row: Row): boolean => row['after'] !== undefined;
  return {
    toolVersion: tool,
    inventory: inventory ?? undefined,
    files: paths.filter(isFile).map(fileOf),
    unrecorded: paths.filter((row) => !isFile(row)).map(({ path }) => pathOf(path)),
    folders: rows.flatMap(({ folder }) => (folder === undefined ? [] : [pathOf(folder)])),
  };
}

function rowsOf(text: string): readonly Row[] {
  let rows: unknown;
  try {
    rows = JSON.parse(text);
  } catch (error) {
    throw unreadable(error instanceof SyntaxError ? 'it is no JSON' : String(error));
  }
  if (!Array.isArray(rows) || !rows.every(isRow)) throw unreadable('it is no list of objects');
  return rows;
}

function fileOf({ path: given, before, after, entry }: Row): JournalFile {
  const path = pathOf(given);
  if (configProblem(path) !== undefined) throw unreadable(`${path} is the config`);
  if (!isHashOrNull(before) || !isHashOrNull(after))
    throw unreadable(`the hash of ${path} is not a sha256`);
  if (entry !== undefined && (!isRow(entry) || entry['path'] !== path))
    throw unreadable(`the entry of ${path} is malformed`);
  return {
    path,
    before: before ?? undefined,
    after: after ?? undefined,
    entry: entry === undefined ? undefined : entryOf(entry),
  };
}

function pathOf(path: unknown): string {
  if (typeof path !== 'string') throw unreadable('a line has no path');
  const problem = pathProblem(path);
  if (problem !== undefined) throw unreadable(`the path ${JSON.stringify(path)} ${problem}`);
  return path;
}

const isHashOrNull = (value: unknown): value is string | null => value === null || isHash(value);

const HINT =
  `An interrupted run left ${JOURNAL_PATH}. If you delete it, compare "git status" with what you expect: ` +
  'files of that run may be left that nobody knows.';

const unreadable = (reason: string): UserError =>
  new UserError(`${JOURNAL_PATH} cannot be read: ${reason}`, { exitCode: 3, hint: HINT });

const newer = (format: number): UserError =>
  new UserError(
    `${JOURNAL_PATH} was written by a newer version (format ${String(format)}; ` +
      `this version supports ${String(FORMAT)})`,
    { exitCode: 3, hint: 'install the version in package.json (npm ci), or a newer one' },
  );
