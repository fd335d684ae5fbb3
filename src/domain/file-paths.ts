/** The inventory of what we wrote, committed. */
export const INVENTORY_PATH = '.gitops/inventory.json';
/** Held while files are written. */
export const LOCK_PATH = '.gitops/lock';
/** Where the previous content of overwritten files is kept. */
export const RESCUE_FOLDER = '.gitops/rescued';

/**
 * Whether a file is one that is about to be moved to its place; the
 * name is the same at each run, and so tells nothing about when.
 */
export const isTemporary = (name: string): boolean => /^\.gitops-[0-9a-f]{16}\.tmp$/.test(name);

/**
 * Why a path may not be written, or undefined when it may:
 * relative, inside the project, and the same on every system.
 */
export function pathProblem(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (/\p{Cc}/u.test(path)) return 'contains a control character';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'is absolute';
  if (/[\\<>:"|?*]/.test(path)) return 'contains a character that some systems forbid';
  if (RESERVED_PATHS.test(path)) return 'is reserved for the records of this tool';
  return path
    .split('/')
    .map(segmentProblem)
    .find((problem) => problem !== undefined);
}

/** One spelling for paths that are the same file on some systems. */
export const foldedPath = (path: string): string => path.normalize('NFC').toLowerCase();

/** The folders above a path, outermost first. */
export function foldersOf(path: string): string[] {
  const segments = path.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
}

const RESERVED_PATHS = /^\.gitops\/(?:inventory\.json|lock|rescued)(?:\/|$)/i;
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

function segmentProblem(segment: string): string | undefined {
  if (segment === '') return 'contains an empty segment';
  if (segment === '.' || segment === '..') return `contains the segment "${segment}"`;
  if (/[. ]$/.test(segment)) return 'contains a segment that ends with a dot or a space';
  if (/^(?:\.git|git~\d+)$/i.test(segment)) return 'is inside .git';
  if (DEVICE.test(segment)) return 'contains a reserved device name';
  if (new TextEncoder().encode(segment).length > 200)
    return 'contains a segment of more than 200 bytes';
  return undefined;
}
