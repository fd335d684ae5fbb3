import { INVENTORY_PATH, configProblem, pathProblem } from '../domain/file-paths.ts';
import { UserError } from '../errors.ts';
import type { KeyPath, Places, SharedPart } from '../render/spec.ts';

/** One file we wrote. */
export interface InventoryEntry {
  readonly path: string;
  readonly ownership: 'managed' | 'sample' | 'shared' | 'ejected';
  /** Of the text we wanted; after a merge that left conflict markers, of both sides. */
  readonly sha256: readonly string[];
  readonly executable: boolean;
  /** Of a shared file: what is ours, so that it can be removed when nothing wants it any longer. */
  readonly ours: OurPart | undefined;
  /** What a take-over replaced: it comes back when nothing wants the file any longer. */
  readonly replaced?: Replaced;
}

/** A content that stood where our file stands. */
export interface Replaced {
  readonly sha256: string;
  /** Its name in git, if git has it. */
  readonly blob: string;
  readonly executable: boolean;
}

/** The part of a shared file that we wrote. */
export interface OurPart {
  readonly format: 'text' | 'yaml' | 'json';
  readonly part: SharedPart;
  /** Of a release file: where the image of each component stood. */
  readonly places?: Places;
  /** Of a release file: what CI had written of components that it can no longer name. */
  readonly gone?: Readonly<Record<string, Release>>;
}

/** The image that an environment runs of a component. */
export interface Release {
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** One line of our records. */
export type Row = Readonly<Record<string, unknown>>;

/** An entry as it is written down; `entryOf` reads it again. */
export const rowOf = ({
  path,
  ownership,
  sha256,
  executable,
  ours,
  replaced,
}: InventoryEntry): Row => ({
  path,
  ownership,
  sha256: sha256.length === 1 ? sha256[0] : sha256,
  ...(executable ? { executable } : {}),
  ...(ours === undefined ? {} : { ours }),
  ...(replaced === undefined ? {} : { replaced }),
});

/** Whether a value can be a line of our records. */
export const isRow = (row: unknown): row is Row =>
  typeof row === 'object' && row !== null && !Array.isArray(row);

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
  return {
    path,
    ownership,
    sha256,
    executable: executable === true,
    ours: oursOf(row['ours']),
    ...replacedOf(row['replaced']),
  };
}

const isOwnership = (value: unknown): value is InventoryEntry['ownership'] =>
  value === 'managed' || value === 'sample' || value === 'shared' || value === 'ejected';
/** Whether a value is a sha256 in hex. */
export const isHash = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isPath = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((key) => typeof key === 'string');

function replacedOf(replaced: unknown): Pick<InventoryEntry, 'replaced'> {
  if (replaced === undefined) return {};
  const { sha256, blob, executable }: Row = isRow(replaced) ? replaced : {};
  if (!isHash(sha256) || typeof blob !== 'string' || !/^[0-9a-f]{40}$/.test(blob))
    throw unreadable('what a file replaced is malformed');
  return { replaced: { sha256, blob, executable: executable === true } };
}

function oursOf(ours: unknown): InventoryEntry['ours'] {
  if (ours === undefined) return undefined;
  if (!isRow(ours) || !isRow(ours['part'])) throw unreadable('a shared part is malformed');
  const { format, part } = ours;
  const more = readReleases(ours);
  if (format !== 'text' && format !== 'yaml' && format !== 'json')
    throw unreadable('a shared part has an unknown format');
  const { kind, paths, path, key, whole } = part;
  if (kind === 'block') return { format, part: { kind } };
  if (kind === 'keys' && Array.isArray(paths) && paths.every(isPath))
    return { format, part: { kind, paths, ...(whole === true ? { whole } : {}) }, ...more };
  if (kind === 'entries' && isPath(path) && typeof key === 'string')
    return { format, part: { kind, path, key }, ...more };
  throw unreadable('a shared part has an unknown kind');
}

const readReleases = ({ places, gone }: Row): Pick<OurPart, 'places' | 'gone'> => ({
  ...(places === undefined ? {} : { places: valuesOf(places, readPath) }),
  ...(gone === undefined ? {} : { gone: valuesOf(gone, readRelease) }),
});

/** A mapping with each value as `read` gives it. */
function valuesOf<T>(map: unknown, read: (value: unknown) => T): Readonly<Record<string, T>> {
  if (!isRow(map)) throw unreadable('a shared part is malformed');
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, read(value)]));
}

function readPath(path: unknown): KeyPath {
  if (!isPath(path)) throw unreadable('a shared part has a malformed path');
  return path;
}

function readRelease(value: unknown): Release {
  const { tag, digest } = isRow(value) ? value : {};
  if (![tag, digest].every((text) => text === undefined || typeof text === 'string'))
    throw unreadable('a release is malformed');
  return {
    tag: typeof tag === 'string' ? tag : undefined,
    digest: typeof digest === 'string' ? digest : undefined,
  };
}

/** The record cannot be used, and why. */
export const unreadable = (reason: string): UserError =>
  new UserError(`${INVENTORY_PATH} cannot be read: ${reason}`, {
    exitCode: 3,
    hint: `restore it from git: git checkout -- ${INVENTORY_PATH}`,
  });
