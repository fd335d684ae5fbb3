import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';
import { emptyFolder } from '../package/program.ts';
import { aService } from './a-service.ts';

/** Code that a config runs before its service is defined and after it, and how the service is defined. */
export interface ConfigCode {
  readonly before?: string;
  readonly after?: string;
  readonly edit?: (text: string) => string;
}

/** A service whose config does more than define it. */
export function aServiceThat({
  before = '',
  after = '',
  edit = (text) => text,
}: ConfigCode): string {
  const service = aService();
  const config = join(service, '.projenrc.ts');
  const [imports = '', ...rest] = edit(readFileSync(config, 'utf8')).split('\n\n');
  writeFileSync(config, [imports, before, ...rest, after].join('\n\n'));
  return service;
}

/** Installs the package in a folder, for a config that is run by itself. */
export function install(folder: string): void {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(
    join(inject('installed'), 'create-gitops-service'),
    join(folder, 'node_modules', 'create-gitops-service'),
  );
}

/** What is known of a process that has ended. */
export interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

interface Start {
  /** What bash does with the command line, its "$@". */
  readonly shell?: string;
  /** Called when stderr says its first word. */
  readonly onWord?: (child: ReturnType<typeof spawn>) => void;
  readonly env?: NodeJS.ProcessEnv;
}

/** The words that start our program for Node. */
export const gitopsService = (...words: readonly string[]): readonly string[] => [
  join(inject('installed'), 'create-gitops-service', 'dist', 'gitops-service.js'),
  ...words,
];

/** Runs Node in a folder to its end, beside others. */
export function runNode(
  words: readonly string[],
  cwd: string,
  { shell = 'exec "$@"', onWord, env = {} }: Start = {},
): Promise<End> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', shell, 'bash', process.execPath, ...words], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, CI: '', ...env },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.once('data', () => onWord?.(child));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, out, err }));
  });
}

/** An environment in which timers of so many seconds run twenty times as fast, so that nobody waits for a limit. */
export function fastTimers(seconds: number): NodeJS.ProcessEnv {
  const file = join(emptyFolder(), 'fast.cjs');
  writeFileSync(
    file,
    'const { setTimeout } = globalThis;\n' +
      'globalThis.setTimeout = (work, ms, ...rest) =>\n' +
      `  setTimeout(work, ms === ${String(seconds * 1000)} ? ms / 20 : ms, ...rest);\n`,
  );
  return { NODE_OPTIONS: `--require ${file}` };
}

/** What starts jiti's command line, as somebody does who runs a config by themselves. */
export const jitiCommand = (): string =>
  join(dirname(inject('installed')), 'node_modules', 'jiti', 'lib', 'jiti-cli.mjs');
