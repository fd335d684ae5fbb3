import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** One call that changes the disk: the name of the function and the path it is about, where it is about one. */
export interface WritingCall {
  readonly name: string;
  readonly path: string;
}

/** Every function of node:fs by which the sources change the disk. */
export const writingFunctions = [
  'openSync',
  'writeFileSync',
  'writeSync',
  'chmodSync',
  'fchmodSync',
  'renameSync',
  'linkSync',
  'unlinkSync',
  'rmSync',
  'rmdirSync',
  'mkdirSync',
] as const;

/**
 * Has `before` called ahead of each call that changes the disk; it
 * may throw, or never return. Undone by what comes back.
 */
export function interceptWrites(before: (call: WritingCall) => void): () => void {
  const functions = fs as unknown as Record<string, (...words: readonly unknown[]) => unknown>;
  const originals = new Map<string, (...words: readonly unknown[]) => unknown>();
  let isInside = false;
  for (const name of writingFunctions) {
    const original = functions[name];
    if (original === undefined) throw new Error(`node:fs has no ${name}`);
    originals.set(name, original);
    functions[name] = (...words) => {
      if (!isInside && isWriting(name, words)) {
        isInside = true;
        try {
          before({ name, path: pathOf(name, words) });
        } finally {
          isInside = false;
        }
      }
      return original.apply(fs, [...words]);
    };
  }
  syncBuiltinESMExports();
  return () => {
    for (const [name, original] of originals) functions[name] = original;
    syncBuiltinESMExports();
  };
}

/**
 * Waits for no disk until it is undone: what a killed process had
 * written, the system still has, and a busy disk makes slow tests.
 */
export function skipSync(called: () => void = () => undefined): () => void {
  const original = fs.fsyncSync;
  fs.fsyncSync = called;
  syncBuiltinESMExports();
  return () => {
    fs.fsyncSync = original;
    syncBuiltinESMExports();
  };
}

/** The path that a call replaces or makes: of a rename and a link it is the second one. */
const pathOf = (name: string, words: readonly unknown[]): string =>
  placeOf(String(name === 'renameSync' || name === 'linkSync' ? words[1] : words[0]));

/** A file that is reached through its open folder has a place all the same. */
function placeOf(path: string): string {
  const [, folder, rest] = /^(\/proc\/self\/fd\/\d+)(.*)$/.exec(path) ?? [];
  return folder === undefined ? path : `${fs.readlinkSync(folder)}${rest ?? ''}`;
}

function isWriting(name: string, [file, flags = 'r']: readonly unknown[]): boolean {
  // Into an open file it writes by writeSync, which is counted by itself.
  if (name === 'writeFileSync') return typeof file !== 'number';
  // What is said to a terminal or a pipe takes no room on a disk.
  if (name === 'writeSync') return typeof file === 'number' && file > 2;
  // An open that makes nothing changes nothing yet.
  return (
    name !== 'openSync' ||
    (typeof flags === 'number'
      ? (flags & fs.constants.O_CREAT) !== 0
      : !String(flags).startsWith('r'))
  );
}
