import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paths } from '../../src/plan/paths.ts';
import { imagesOf } from '../../src/release/index.ts';
import type { Repository } from '../../src/git/repository.ts';
import type { Service } from '../../src/release/index.ts';
import { plan, releaseFile, unreleased, write, api, web } from './a-project.ts';

/** Runs git as somebody who is known to it, without the settings of this machine's user. */
export const git = (folder: string, ...words: readonly string[]): string =>
  execFileSync(
    'git',
    ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false', ...words],
    { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  ).trim();

/** A bare repository whose `main` holds a project, in a folder of it if one is named, and a way to clone it. */
export function aRemote(folder = ''): { readonly origin: string; readonly clone: () => string } {
  const root = mkdtempSync(join(tmpdir(), 'remote-'));
  const [origin, first] = [join(root, 'origin'), join(root, 'first')];
  git(root, 'init', '--quiet', '--bare', '--initial-branch=main', origin);
  git(root, 'clone', '--quiet', origin, first);
  for (const environment of ['dev', 'prod'])
    write(
      join(first, folder),
      paths.release(environment),
      releaseFile([
        { name: api, ...unreleased },
        { name: web, ...unreleased },
      ]),
    );
  write(join(first, folder), 'src/index.ts', 'export {};\n');
  git(first, 'add', '--all');
  git(first, 'commit', '--quiet', '--message', 'project');
  git(first, 'push', '--quiet', 'origin', 'HEAD:refs/heads/main');
  let clones = 0;
  const clone = (): string => {
    const path = join(root, `clone-${String((clones += 1))}`);
    git(root, 'clone', '--quiet', origin, path);
    git(path, 'config', 'user.name', 't');
    git(path, 'config', 'user.email', 't@example.com');
    return path;
  };
  return { origin, clone };
}

/** A hook of a repository. */
export function hook(repository: string, name: string, body: string): void {
  const file = join(
    repository.endsWith('origin') ? repository : join(repository, '.git'),
    'hooks',
    name,
  );
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
}

/** Commits a file in a clone and pushes it to main. */
export function pushedFile(clone: string, path: string, text: string): string {
  git(clone, 'pull', '--quiet', '--rebase', 'origin', 'main');
  write(clone, path, text);
  git(clone, 'add', '--all');
  git(clone, 'commit', '--quiet', '--message', `change ${path}`);
  git(clone, 'push', '--quiet', 'origin', 'HEAD:refs/heads/main');
  return git(clone, 'rev-parse', 'HEAD');
}

export const repositoryOf = (folder: string, seconds = 30): Repository => ({ folder, seconds });
export const serviceOf = (folder: string): Service => ({ plan, sources: repositoryOf(folder) });

/** The tag of each component that main names for an environment. */
export const tagsAt = (
  origin: string,
  environment: string,
  prefix = '',
): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    imagesOf(git(origin, 'show', `main:${prefix}${paths.release(environment)}`)).map(
      ({ repository, tag }) => [repository === api ? 'api' : 'web', tag],
    ),
  );

/** First lines of the commits of main, the newest first. */
export const titles = (origin: string): readonly string[] =>
  git(origin, 'log', '--format=%s', 'main').split('\n');
