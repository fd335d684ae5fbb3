import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that goes when the test ends. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'git-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

export const git = (folder: string, ...words: string[]): string =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b', ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/** A repository with a commit of `a.txt`, which ignores `b.txt`. */
export function aRepository(): string {
  const folder = aFolder();
  git(folder, 'init', '--quiet', '--initial-branch=main');
  writeFileSync(join(folder, 'a.txt'), 'text\n');
  writeFileSync(join(folder, '.gitignore'), 'b.txt\n');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'First');
  return folder;
}

/** Variables of the environment until the test ends. */
export function withVariables(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) {
    const before = process.env[name];
    process.env[name] = value;
    onTestFinished(() => {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    });
  }
}

/** Puts a script in the place of git until the test ends; without one, git is not installed. */
export function withFakeGit(script?: string): void {
  const bin = aFolder();
  if (script !== undefined) {
    writeFileSync(join(bin, 'git'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, 'git'), 0o755);
  }
  withVariables({ PATH: script === undefined ? bin : `${bin}:${String(process.env['PATH'])}` });
}

/** Ways in which a git fails, and the reason that is told. */
export const failingGits: readonly (readonly [string, string | undefined, RegExp])[] = [
  ['is missing', undefined, /^git is not installed$/],
  [
    'refuses the owner',
    'echo "fatal: detected dubious ownership in repository at \'/x\'" >&2; exit 128',
    /^detected dubious ownership/,
  ],
  [
    'calls a repository none',
    "echo 'fatal: not a git repository (or any of the parent directories): .git' >&2; exit 128",
    /\.git is broken: not a git repository/,
  ],
  ['speaks another language', "echo 'Schwerwiegend: kein Git-Repository' >&2; exit 128", /^Schwer/],
  ['warns first', 'printf "warning: x\\nfatal: no\\n" >&2; exit 128', /^no$/],
  ['fails without a word', 'exit 3', /^git failed without an error message$/],
  ['is killed', 'kill -9 $$', /^git was stopped by SIGKILL$/],
  ['hangs', 'sleep 20', /^no response within 0.2 seconds$/],
];

/** What is wrong with a repository. */
export const brokenRepositories: readonly (readonly [string, (folder: string) => void, RegExp])[] =
  [
    [
      'config is no config',
      (folder) => writeFileSync(join(folder, '.git/config'), '[core\n'),
      /^bad config line 1/,
    ],
    [
      'HEAD is missing',
      (folder) => rmSync(join(folder, '.git/HEAD')),
      /\.git is broken: not a git repository/,
    ],
    [
      '.git file leads nowhere',
      (folder) => {
        rmSync(join(folder, '.git'), { recursive: true });
        writeFileSync(join(folder, '.git'), 'gitdir: /nowhere\n');
      },
      /not a git repository: \/nowhere/,
    ],
    [
      'format is newer',
      (folder) => git(folder, 'config', 'core.repositoryFormatVersion', '99'),
      /^Expected git repo version/,
    ],
  ];
