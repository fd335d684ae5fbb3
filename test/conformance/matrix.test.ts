import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { tool } from '../judges/install.ts';
import { emptyFolder } from '../package/program.ts';
import { sampleOf } from '../sample.ts';

const examples = join(import.meta.dirname, '../../examples');
const isRoot = process.getuid?.() === 0;

const nodes = ['node-20', 'node-22', 'node-24'] as const;
const locales = [
  { name: 'C', env: { LC_ALL: 'C', LANG: 'C', TZ: 'UTC' } },
  {
    name: 'Turkish, in Kathmandu',
    env: { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu' },
  },
];
const users = [
  { name: isRoot ? 'root' : 'the ordinary user that runs this', uid: undefined },
  ...(isRoot ? [{ name: 'an ordinary user', uid: 65_534 }] : []),
];
const machinesOf = (node: (typeof nodes)[number]): readonly (Machine & { title: string })[] =>
  locales.flatMap((locale) =>
    users.map((user) => ({ node, locale, user, title: `${node}, ${locale.name}, ${user.name}` })),
  );
// Each Node, always.
const machines = nodes.flatMap((node) => sampleOf(machinesOf(node), 2));

interface Machine {
  readonly node: (typeof nodes)[number];
  readonly locale: (typeof locales)[number];
  readonly user: (typeof users)[number];
}

// An ordinary user may not look into root's cache.
const binaries = emptyFolder();
beforeAll(() => {
  chmodSync(binaries, 0o755);
  for (const node of nodes) {
    mkdirSync(join(binaries, node));
    copyFileSync(tool(node)[0] ?? '', join(binaries, node, 'node'), constants.COPYFILE_FICLONE);
  }
});
afterAll(() => {
  rmSync(binaries, { recursive: true });
});

let created: ReadonlyMap<string, string> | undefined;

test.each(machines)('$title: the same bytes as everywhere, written once', (machine) => {
  for (const example of readdirSync(examples)) {
    const home = aHome(machine);
    const folder = join(home, example);
    mkdirSync(folder);
    copyFileSync(join(examples, example, '.projenrc.ts'), join(folder, '.projenrc.ts'));
    owned(folder, machine);
    succeeds(machine, folder, program('gitops-service'), 'resync');
    expect(textsOf(folder)).toEqual(textsOf(join(examples, example)));
    commit(machine, folder);
    staysUntouched(machine, folder);

    // A fresh clone, whose times say nothing.
    succeeds(machine, home, 'git', 'clone', '--quiet', folder, `${folder}-clone`);
    staysUntouched(machine, `${folder}-clone`);
    expect(textsOf(`${folder}-clone`)).toEqual(textsOf(folder));
  }
  const home = aHome(machine);
  succeeds(
    machine,
    home,
    program('create-gitops-service'),
    'orders',
    '--yes',
    '--no-install',
    '--no-git',
    '--store',
    'redis',
    '--repository',
    'https://github.com/acme/orders',
  );
  created ??= textsOf(join(home, 'orders'));
  expect(textsOf(join(home, 'orders'))).toEqual(created);
});

/** Neither of the ways to resync touches a file, as one sees it from outside. */
function staysUntouched(machine: Machine, folder: string): void {
  const before = statesOf(folder);
  succeeds(machine, folder, program('gitops-service'), 'resync');
  expect(statesOf(folder)).toEqual(before);
  symlinkSync(inject('installed'), join(folder, 'node_modules'), 'dir');
  succeeds(machine, folder, join(inject('installed'), 'projen/bin/projen'));
  rmSync(join(folder, 'node_modules'));
  expect(statesOf(folder)).toEqual(before);
  expect(succeeds(machine, folder, 'git', 'status', '--porcelain')).toBe('');
}

/** Runs a command of this machine to its good end; programs of ours by this machine's Node. */
function succeeds(
  { node, locale, user }: Machine,
  cwd: string,
  command: string,
  ...words: readonly string[]
): string {
  const binary = join(binaries, node, 'node');
  const [file, ...rest] =
    command === 'git'
      ? ['git', '-c', 'user.name=t', '-c', 'user.email=t@example.com', ...words]
      : [binary, command, ...words];
  const env = {
    ...process.env,
    ...locale.env,
    CI: '',
    HOME: dirname(cwd),
    GIT_CONFIG_NOSYSTEM: '1',
    PATH: [dirname(binary), process.env['PATH'] ?? ''].join(delimiter),
  };
  const { status, stdout, stderr } = spawnSync(file ?? '', rest, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(user.uid === undefined ? {} : { uid: user.uid, gid: user.uid }),
  });
  expect(status, `${command} ${words.join(' ')}\n${stdout}${stderr}`).toBe(0);
  return stdout;
}

const program = (name: string): string =>
  join(inject('installed'), 'create-gitops-service/dist', `${name}.js`);

function commit(machine: Machine, folder: string): void {
  for (const words of [
    ['init', '--quiet'],
    ['add', '--all'],
    ['commit', '--quiet', '--message', 'all'],
  ])
    succeeds(machine, folder, 'git', ...words);
}

/** A folder that the machine's user owns. */
function aHome(machine: Machine): string {
  const home = join(emptyFolder(), 'home');
  mkdirSync(home);
  chmodSync(dirname(home), 0o755);
  owned(home, machine);
  return home;
}

function owned(folder: string, { user }: Machine): void {
  if (user.uid === undefined) return;
  for (const path of ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })])
    chownSync(join(folder, path), user.uid, user.uid);
}

function filesBelow(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  // The README of an example is its owner's.
  return files.filter((path) => !path.startsWith('.git/') && path !== 'README.md').sort();
}

const textsOf = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    filesBelow(folder).map((path) => [
      path,
      `${String(lstatSync(join(folder, path)).mode & 0o111)} ${readFileSync(join(folder, path), 'latin1')}`,
    ]),
  );

const statesOf = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    filesBelow(folder).map((path) => {
      const { ino, mtimeMs, ctimeMs, mode } = lstatSync(join(folder, path));
      return [path, [ino, mtimeMs, ctimeMs, mode].join(' ')];
    }),
  );
