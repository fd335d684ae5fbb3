import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RESCUE_FOLDER } from '../domain/file-paths.ts';
import { sha256Of } from './text-state.ts';

/** Where a rescued content stood, and why it was replaced. */
export interface Origin {
  readonly path: string;
  readonly reason: string;
}

/** A content that was replaced and is kept, by its sha256. */
export interface RescuedContent {
  readonly hash: string;
  readonly bytes: Buffer;
  /** When it was replaced last, in ISO 8601. */
  readonly at: string;
  readonly origins: readonly Origin[];
}

/** Everything that is kept, the newest first. */
export function readRescuedContents(root: string): RescuedContent[] {
  const hashes = namesIn(join(root, RESCUE_FOLDER))
    .filter((name) => /^[0-9a-f]{64}$/.test(name))
    .sort();
  const all = hashes.map((hash) => ({
    hash,
    bytes: readFileSync(join(root, RESCUE_FOLDER, hash)),
    at: statSync(join(root, RESCUE_FOLDER, hash)).mtime.toISOString(),
    origins: originsOf(root, hash),
  }));
  // What a full disk cut short is nobody's content.
  return all
    .filter(({ hash, bytes }) => sha256Of(bytes) === hash)
    .sort((a, b) => (a.at > b.at ? -1 : 1));
}

/** Where a rescued content stood; empty when that is not known. */
export function originsOf(root: string, hash: string): Origin[] {
  return textAt(join(root, RESCUE_FOLDER, `${hash}.origin`))
    .split('\n')
    .flatMap(originOf);
}

/** One line for each origin. */
export const originText = (origins: readonly Origin[]): string =>
  origins.map((origin) => `${JSON.stringify(origin)}\n`).join('');

function originOf(line: string): Origin[] {
  const data: unknown = parseOriginLine(line);
  if (
    typeof data !== 'object' ||
    data === null ||
    !('path' in data) ||
    typeof data.path !== 'string'
  )
    return [];
  return [{ path: data.path, reason: 'reason' in data ? String(data.reason) : 'was replaced' }];
}

/** A line that somebody spoilt says nothing, and the content beside it is still there. */
function parseOriginLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

function textAt(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isAbsent(error)) return '';
    throw error;
  }
}

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
