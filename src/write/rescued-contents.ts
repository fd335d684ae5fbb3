import { entryAt, notAFile } from '../disk/entry-at.ts';
import { FILE_LIMIT, TOO_LARGE, fileAt } from '../disk/file-at.ts';
import { entriesAt } from '../disk/folder-at.ts';
import { bytesAt } from '../disk/text-at.ts';
import { textIn } from '../disk/utf8.ts';
import { UserError } from '../errors.ts';
import { RESCUE_FOLDER, pathProblem } from '../domain/file-paths.ts';
import { sha256Of } from './text-state.ts';

/** Where a rescued content stood, and why it was replaced. */
export interface Origin {
  readonly path: string;
  readonly reason: string;
}

/** A content that was replaced and is kept, by its sha256; its bytes are only read when they are restored. */
export interface RescuedContent {
  readonly hash: string;
  readonly size: number;
  /** Why it cannot be restored, where that shows already. */
  readonly problem: string | undefined;
  /** When it was replaced last, in ISO 8601. */
  readonly at: string;
  readonly origins: readonly Origin[];
}

/** How many contents are kept. */
export const countRescued = (root: string): number => hashesIn(root).length;

/** Everything that is kept, the newest first. */
export function readRescuedContents(root: string): RescuedContent[] {
  const all = hashesIn(root).flatMap((hash): RescuedContent[] => {
    const entry = entryAt(root, `${RESCUE_FOLDER}/${hash}`);
    if (entry.kind === 'absent' || entry.kind === 'blocked') return [];
    const { kind, size, changed } = entry;
    const problem = notAFile(kind) ?? (size > FILE_LIMIT ? TOO_LARGE : undefined);
    return [{ hash, size, problem, at: changed.toISOString(), origins: originsOf(root, hash) }];
  });
  return all.sort((a, b) => (a.at > b.at ? -1 : 1));
}

/** The bytes of a rescued content; what is not what its name says is nobody's content. */
export function rescuedBytes(root: string, hash: string): Buffer {
  const path = `${RESCUE_FOLDER}/${hash}`;
  const bytes = bytesAt(root, path);
  if (bytes !== undefined && sha256Of(bytes) === hash) return bytes;
  throw new UserError(`${path} is not the content that was kept there: its sha256 differs`, {
    exitCode: 3,
    hint: 'It was cut short or edited; look for the content in a backup, then delete the file.',
  });
}

/** Where a rescued content stood; empty when that is not known. */
export function originsOf(root: string, hash: string): Origin[] {
  const found = fileAt(root, `${RESCUE_FOLDER}/${hash}.origin`);
  const text = found.kind === 'file' ? textIn(found.bytes) : undefined;
  return text === undefined ? [] : text.split('\n').slice(0, ORIGINS_LIMIT).flatMap(originOf);
}

/** One line for each origin. */
export const originText = (origins: readonly Origin[]): string =>
  origins.map((origin) => `${JSON.stringify(origin)}\n`).join('');

/** More places than one content ever stood at. */
const ORIGINS_LIMIT = 1000;

const hashesIn = (root: string): readonly string[] =>
  entriesAt(root, RESCUE_FOLDER)
    .map(({ name }) => name)
    .filter((name) => /^[0-9a-f]{64}$/.test(name))
    .sort();

/** A line that somebody spoilt says nothing, and the content beside it is still there. */
function originOf(line: string): Origin[] {
  const data = parseOriginLine(line);
  if (typeof data !== 'object' || data === null) return [];
  const { path, reason }: { path?: unknown; reason?: unknown } = data;
  if (typeof path !== 'string' || pathProblem(path) !== undefined) return [];
  return [{ path, reason: typeof reason === 'string' ? reason : 'was replaced' }];
}

function parseOriginLine(line: string): unknown {
  try {
    return line.length > 4096 ? undefined : JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
