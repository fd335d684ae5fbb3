/*
 * Our programs as one that stays: started with the paths of two pipes, it reads calls from one and writes
 * their exit codes to the other. Each call has its own folder, environment, stdin, stdout and stderr.
 */
import fs from 'node:fs';
import { skipSync } from '../faults/intercept.ts';
import { endingOf, tellEnding } from '../../src/cli/main.ts';

/** One command line; stdin, stdout and stderr are files. */
export interface Call {
  readonly program: string;
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly files: readonly [stdin: string, stdout: string, stderr: string];
}

// As they are before a config runs, which may replace them.
const { closeSync, createReadStream, openSync, readSync, writeSync } = fs;
skipSync();
const [, , calls = '', answers = ''] = process.argv;
const home = process.cwd();
const [incoming, outgoing] = [openSync(calls, 'r'), openSync(answers, 'w')];

for (let call = nextCall(); call !== undefined; call = nextCall())
  writeSync(outgoing, `${String(await codeOf(call))}\n`);

/** Waits for a line; there is none when nobody holds the other end any longer. */
function nextCall(): Call | undefined {
  const bytes = Buffer.alloc(1 << 16);
  let line = '';
  while (!line.endsWith('\n')) {
    const size = readSync(incoming, bytes);
    if (size === 0) return undefined;
    line += bytes.toString('latin1', 0, size);
  }
  return JSON.parse(Buffer.from(line, 'latin1').toString()) as Call;
}

async function codeOf({ program, words, cwd, env, files }: Call): Promise<number> {
  for (const [fd, file] of files.entries()) {
    closeSync(fd);
    if (openSync(file, fd === 0 ? 'r' : 'a') !== fd) throw new Error(`${file} is another file`);
  }
  Object.defineProperty(process, 'stdin', {
    configurable: true,
    value: createReadStream('', { fd: 0, autoClose: false }),
  });
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(cwd);
  const code = tellEnding(words.includes('--json'))(await endingOf(program, words));
  process.chdir(home);
  return code;
}
