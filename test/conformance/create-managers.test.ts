import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tool } from '../judges/install.ts';
import { run } from '../judges/process.ts';
import { emptyFolder } from '../package/program.ts';
import { sampleOf } from '../sample.ts';
import { homeWith, startRegistry, type Registry } from './registry.ts';

let registry: Registry | undefined;
const programs = emptyFolder();
beforeAll(async () => {
  registry = await startRegistry();
  for (const name of ['pnpm', 'yarn-1', 'yarn-4', 'bun'] as const) {
    mkdirSync(join(programs, name));
    const program = join(programs, name, name.replace(/-.*/, ''));
    writeFileSync(program, `#!/bin/sh\nexec ${tool(name).join(' ')} "$@"\n`, { mode: 0o755 });
  }
});
afterAll(() => {
  registry?.stop();
  rmSync(programs, { recursive: true });
});

/** An empty home that knows the registry. */
function home(): string {
  if (registry === undefined) throw new Error('the registry was not started');
  return homeWith(registry);
}

interface Creator {
  readonly command: string;
  readonly program: 'npm' | 'pnpm' | 'yarn-1' | 'yarn-4' | 'bun';
  readonly used: 'npm' | 'pnpm';
}
const creators: readonly Creator[] = [
  { command: 'npm create --yes gitops-service orders -- --yes', program: 'npm', used: 'npm' },
  { command: 'npm init --yes gitops-service orders -- --yes', program: 'npm', used: 'npm' },
  { command: 'pnpm create gitops-service orders --yes', program: 'pnpm', used: 'pnpm' },
  { command: 'yarn create gitops-service orders --yes', program: 'yarn-1', used: 'npm' },
  { command: 'yarn create gitops-service orders --yes', program: 'yarn-4', used: 'npm' },
  { command: 'bun create gitops-service orders --yes', program: 'bun', used: 'npm' },
];

/** Runs a command to its good end, with nothing of this machine but its programs. */
async function succeedsIn(
  cwd: string,
  command: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const clean = ['/usr/bin/env', '-i', ...Object.entries(env).map((pair) => pair.join('='))];
  const { code, stdout, stderr } = await run([...clean, ...command.split(' ')], { cwd });
  expect(code, `${command}\n${stdout.slice(-3000)}\n${stderr.slice(-3000)}`).toBe(0);
  return stdout + stderr;
}

/** An environment in which a program is found first. */
const environment = (own: string, ...first: readonly string[]) => ({
  HOME: own,
  PATH: [...first, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
});

test.each(sampleOf(creators, 3))(
  '$command with $program makes and installs a service with $used',
  async ({ command, program, used }) => {
    const own = home();
    const env = environment(own, join(programs, program), join(programs, 'pnpm'));
    const folder = emptyFolder();
    const said = await succeedsIn(folder, command, env);
    const service = join(folder, 'orders');
    const name = program.replace(/-.*/, '');
    expect(said.includes(`${name} is not supported in a service yet, so this one uses npm`)).toBe(
      name !== used,
    );
    expect(existsSync(join(service, 'pnpm-lock.yaml'))).toBe(used === 'pnpm');
    expect(existsSync(join(service, 'package-lock.json'))).toBe(used === 'npm');
    await succeedsIn(service, `${service}/node_modules/.bin/gitops-service check`, env);
    await succeedsIn(service, `${service}/node_modules/.bin/projen`, env);
    expect(await succeedsIn(service, 'git status --porcelain', env)).toBe('');
  },
);
