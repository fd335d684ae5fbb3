import childProcess from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { STDERR, STDOUT } from '../disk/streams.ts';

/**
 * From here on stdout holds the answer of the command alone: what a config, the modules that it
 * imports and the programs that they start print there goes to stderr. A program that opens
 * `/dev/stdout` by its path is out of reach.
 */
export function sendOutputToStderr(): void {
  if (isDone) return;
  isDone = true;
  const own: NodeJS.Process = Object.create(process, Object.getOwnPropertyDescriptors(process));
  for (const name of ['stdout', 'stderr'])
    Object.defineProperty(process, name, {
      configurable: true,
      enumerable: true,
      get: () => unfailing(own.stderr),
    });
  for (const name of writers) replace(fs, name, ([file, ...rest]) => [onStderr(file), ...rest]);
  for (const name of starters) replace(childProcess, name, (words) => words.map(withStderr));
  replace(childProcess.ChildProcess.prototype, 'spawn', (words) => words.map(withStderr));
  syncBuiltinESMExports();
}

let isDone = false;

/** What writes to the file that its first argument names. */
const writers = [
  'appendFile',
  'appendFileSync',
  'write',
  'writeFile',
  'writeFileSync',
  'writeSync',
  'writev',
  'writevSync',
];
/** What starts a program and waits for it; all others come through `ChildProcess`. */
const starters = ['execFileSync', 'execSync', 'spawnSync'];

type Call = (...words: readonly unknown[]) => unknown;

function replace(
  owner: object,
  name: string,
  changed: (words: readonly unknown[]) => readonly unknown[],
): void {
  const original = Reflect.get(owner, name) as Call;
  const replacement = function (this: unknown, ...words: readonly unknown[]): unknown {
    return Reflect.apply(original, this, changed(words));
  };
  // With what hangs on the original, such as its form for promises.
  Object.defineProperties(replacement, Object.getOwnPropertyDescriptors(original));
  Reflect.set(owner, name, replacement);
}

const onStderr = (file: unknown): unknown => (file === STDOUT ? STDERR : file);

/** The options of a program, with our stderr where it would have got our stdout. */
function withStderr(word: unknown): unknown {
  if (typeof word !== 'object' || word === null || !('stdio' in word)) return word;
  const { stdio } = word;
  const inherited = stdio === 'inherit' ? ['inherit', 'inherit', 'inherit'] : stdio;
  if (!Array.isArray(inherited)) return word;
  return { ...word, stdio: inherited.map((to, at) => stderrFor(to, at)) };
}

function stderrFor(to: unknown, at: number): unknown {
  const file = typeof to === 'object' && to !== null && 'fd' in to ? to.fd : to;
  return file === STDOUT || (to === 'inherit' && at === STDOUT) ? STDERR : to;
}

/** Where stderr is closed or full, there is nobody to tell; the exit code still tells the truth. */
function unfailing(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  if (!stream.listeners('error').includes(ignore)) stream.on('error', ignore);
  return stream;
}

const ignore = (): void => {
  // The next write fails again, or works.
};
