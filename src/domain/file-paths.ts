/** The inventory of what we wrote, committed. */
export const INVENTORY_PATH = '.gitops/inventory.json';
/** Held while files are written. */
export const LOCK_PATH = '.gitops/lock';
/** What a run is about to do, while it does it. */
export const JOURNAL_PATH = '.gitops/journal.json';
/** The folder of our records. */
export const RECORDS_FOLDER = '.gitops';
/** Where the previous content of overwritten files is kept. */
export const RESCUE_FOLDER = '.gitops/rescued';

/**
 * Whether a file is one that is about to be moved to its place; the
 * name is the same at each run, and so tells nothing about when.
 */
export const isTemporary = (name: string): boolean => /^\.gitops-[0-9a-f]{16}\.tmp$/.test(name);

/** The config itself: it is its author's, and describes all other files. */
export const CONFIG_PATH = '.projenrc.ts';

/**
 * Why a path may not be written, or undefined when it may:
 * relative, inside the project, and the same on every system.
 */
export function pathProblem(path: string): string | undefined {
  if (path.length <= 200 && PLAIN_PATH.test(path) && !NAMES_DEVICE.test(path)) return undefined;
  if (path === '') return 'is empty';
  if (/\p{Cc}/u.test(path)) return 'contains a control character';
  if (/[\p{Cs}\p{Cf}\p{Zl}\p{Zp}]/u.test(path)) return 'contains an invisible character';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'is absolute';
  if (/[\\<>:"|?*]/.test(path)) return 'contains a character that some systems forbid';
  if (RESERVED_PATHS.test(path)) return 'is reserved for the records of this tool';
  if (isLonger(path, 1024)) return 'has more than 1024 bytes';
  return path
    .split('/')
    .map(segmentProblem)
    .find((problem) => problem !== undefined);
}

/** The same for a file that somebody describes: it has one spelling, and the config is never a generated file. */
export function fileProblem(path: string): string | undefined {
  const problem = pathProblem(path) ?? configProblem(path);
  if (problem !== undefined) return problem;
  return path === path.normalize('NFC') ? undefined : 'is not in the composed form of Unicode, NFC';
}

/** Why a path is none of a generated file although it may be written: it is the config. */
export const configProblem = (path: string): string | undefined =>
  isOrIsIn(foldedPath(path), CONFIG_PATH) ? 'is the config, which no run changes' : undefined;

/** The same for a path that a config names: whatever others keep in a place is not ours to write or to copy. */
export function placeProblem(path: string): string | undefined {
  const problem = fileProblem(path);
  if (problem !== undefined) return problem;
  const segments = foldedPath(path).split('/');
  if (segments.includes('node_modules')) return 'is inside node_modules, which npm writes';
  const [first = ''] = segments;
  return PLACES.find(([names]) => names.includes(first))?.[1];
}

const PLACES: readonly (readonly [names: readonly string[], problem: string])[] = [
  [['.gitignore', '.gitattributes', '.gitmodules'], 'is a file that git reads'],
  [['.gitops', '.projen'], 'is reserved for the records of this tool'],
];

/** One spelling for paths that are the same file on some systems. */
export const foldedPath = (path: string): string => path.normalize('NFC').toLowerCase();

/** Whether a path is a folder, or is inside of it. */
export const isOrIsIn = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder}/`);

/** Whether Windows takes the name of a file, whatever its ending, for a device. */
export const isDevice = (name: string): boolean => DEVICE.test(name);

/** The folders above a path, outermost first. */
export function foldersOf(path: string): string[] {
  const segments = path.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
}

/** The folder that a path is in; empty for the top. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const RESERVED_PATHS = /^\.gitops\/(?:inventory\.json|journal\.json|lock[^/]*|rescued)(?:\/|$)/i;
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d\u00b9\u00b2\u00b3]) *(?:\.|$)/i;
/** Most paths: names of plain characters, of which none begins or ends with a dot. */
const PLAIN_PATH = /^[a-z0-9_](?:[a-z0-9_-]|[./](?=[a-z0-9_-]))*$/i;
const NAMES_DEVICE = /(?:^|\/)(?:con|prn|aux|nul|com\d|lpt\d)(?:[./]|$)/i;
/** What Windows calls a long name too, in its short form: `.git` may be `GIT~1`. */
const SHORT_NAME = /^(?:git|gitops|projen)~\d/i;

function segmentProblem(segment: string): string | undefined {
  if (segment === '') return 'contains an empty segment';
  if (segment === '.' || segment === '..') return `contains the segment "${segment}"`;
  if (/[. ]$/.test(segment)) return 'contains a segment that ends with a dot or a space';
  if (/^\.git$/i.test(segment)) return 'is inside .git';
  if (SHORT_NAME.test(segment)) return 'contains the short name of another file on Windows';
  if (isDevice(segment)) return 'contains a name that Windows reserves for a device';
  if (isLonger(segment, 200)) return 'contains a segment of more than 200 bytes';
  return undefined;
}

/** Whether a text has more bytes in UTF-8, where a character of JavaScript has three at most. */
const isLonger = (text: string, bytes: number): boolean =>
  text.length * 3 > bytes && new TextEncoder().encode(text).length > bytes;
