import { spawn } from 'node:child_process';
import { failureText } from '../../disk/program-failure.ts';
import { textAt } from '../../disk/text-at.ts';
import {
  nodePackageManagerNames,
  usualPackageManager,
  type NodePackageManagerName,
} from '../../plan/runtime/package-managers.ts';
import { errorLines } from './install-failure.ts';
import { environmentOf } from './manager-environment.ts';

/** Installs the packages of a new service. Says what kept it from doing so. */
export async function installPackages(root: string): Promise<string | undefined> {
  const manifest = textAt(root, 'package.json');
  if (manifest === undefined) return undefined;
  const tool = packageManagerOf(manifest);
  const ended = await install(tool, root);
  if (ended.status === 0) return undefined;
  const lines = ended.error === undefined ? errorLines(tool, ended) : [];
  return [
    `${tool} install failed:`,
    ...(lines.length > 0 ? lines : [reasonOf(tool, ended)]).map((line) => `  ${line}`),
    `Fix the problem, then run: ${tool} install`,
  ].join('\n');
}

/** How an installation ended. */
interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error: NodeJS.ErrnoException | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Leaves the event loop free meanwhile. */
async function install(tool: NodePackageManagerName, root: string): Promise<Ended> {
  const child = spawn(tool, ['install'], {
    cwd: root,
    env: environmentOf(tool),
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  const stdout = lastWords(child.stdout);
  const stderr = lastWords(child.stderr);
  return new Promise((resolve) => {
    const end = (rest: Pick<Ended, 'status' | 'signal' | 'error'>): void =>
      resolve({ ...rest, stdout: stdout(), stderr: stderr() });
    child.on('error', (error) => end({ status: null, signal: null, error }));
    child.on('close', (status, signal) => end({ status, signal, error: undefined }));
  });
}

/** The end of what a program says: the reason why it failed, however much it said before. */
function lastWords(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-200_000);
  });
  return () => text;
}

function reasonOf(tool: NodePackageManagerName, { error, signal }: Ended): string {
  if (error?.code === 'ENOENT') return `${tool} is not installed, or not on the PATH`;
  return failureText(tool, { stderr: '', signal, error });
}

/** The package manager that a package.json asks for. */
export const packageManagerOf = (manifest: string): NodePackageManagerName => {
  const [, asked] = /"packageManager":\s*"(\w+)@/.exec(manifest) ?? [];
  return nodePackageManagerNames.find((name) => name === asked) ?? usualPackageManager;
};
