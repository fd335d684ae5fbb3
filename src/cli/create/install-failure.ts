import { stripVTControlCharacters } from 'node:util';
import type { NodePackageManagerName } from '../../plan/runtime/package-managers.ts';

/** What a package manager wrote. */
interface Written {
  readonly stdout: string;
  readonly stderr: string;
}

/** More would hide what to do next; the command itself shows everything. */
const MOST_LINES = 10;

/**
 * The lines that say why an installation failed, without warnings, notices and progress.
 * None where it wrote nothing else.
 */
export function errorLines(manager: NodePackageManagerName, written: Written): readonly string[] {
  const stdout = linesOf(written.stdout);
  const stderr = linesOf(written.stderr);
  const errors = readers[manager](stdout, stderr);
  if (errors.length > 0) return errors.slice(0, MOST_LINES);
  // An error of a form that we do not know: the last words, by the rules on stderr.
  return (stderr.length > 0 ? stderr : stdout).slice(-MOST_LINES);
}

type Reader = (stdout: readonly string[], stderr: readonly string[]) => readonly string[];

const readers: Readonly<Record<NodePackageManagerName, Reader>> = {
  npm: (_stdout, stderr) => {
    const errors = stderr.flatMap((line) => /^npm (?:error|ERR!) (.*)$/.exec(line)?.[1] ?? []);
    const told = errors.filter((line) => !NPM_ASIDE.test(line));
    const script = stderr.filter((line) => !line.startsWith('npm '));
    return told.length === 0 ? [] : [...script.slice(-SCRIPT_LINES), ...told];
  },
  pnpm: (stdout, stderr) => {
    // Version 10 says most errors on stdout, and later ones all of them on stderr.
    const told = [...pnpmErrors(stdout), ...pnpmErrors(stderr)];
    const script = told.some((line) => line.includes('ELIFECYCLE')) ? stderr : [];
    return [...script.slice(-SCRIPT_LINES), ...told];
  },
};

/** How much of what a script of a package says goes ahead of the error that it failed. */
const SCRIPT_LINES = 3;

/** Labels without words, stacks, properties of an error, the log, and advice for authors of packages. */
const NPM_ASIDE =
  /^[a-z0-9]*\s*$|^\s+at |^\s+\w+: |^}$|^A complete log of this run|^404 (?:Note that you can|tarball, folder)/;

const PNPM_ERROR = /^(?:Error:|\[ERR_PNPM_\w+\]| ?(?:ERR_PNPM_\w+|E[A-Z]{4,}) {2})/;

/** Everything from the first error on, which is the last thing that it says. */
function pnpmErrors(lines: readonly string[]): readonly string[] {
  const start = lines.findIndex((line) => PNPM_ERROR.test(line));
  return start < 0 ? [] : lines.slice(start).filter((line) => !/^\s+at /.test(line));
}

/** The lines that may say an error; those of scripts too. */
const linesOf = (text: string): readonly string[] =>
  stripVTControlCharacters(text)
    // Thin spaces, around the codes of pnpm.
    .replaceAll('\u2009', ' ')
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => !ASIDE.test(line));

/** Frames, warnings and notices, also of Node.js. */
const ASIDE =
  /^[\s│]*$|^npm (?:warn|WARN|notice|info|http)\b|^\s*\[?WARN\b|^\(node:\d+\) |^\(Use `node --trace/;
