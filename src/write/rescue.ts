import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from './change.ts';
import { RESCUE_FOLDER } from './path.ts';
import { sha256Of } from './text-state.ts';

/** A file to write. */
export interface Write {
  readonly path: string;
  readonly bytes: Buffer;
  readonly mode: number;
}

/** The files that keep what the changes overwrite, each with a note on where it came from; what git's HEAD has needs no rescue. */
export function rescuesOf(root: string, changes: readonly Change[]): Write[] {
  const endangered = changes.filter((change) => change.rescued && change.before !== undefined);
  if (endangered.length === 0) return [];
  const committed = committedBlobs(root, endangered.map(({ path }) => path));
  const origins = new Map<string, { bytes: Buffer; paths: string[]; mode: number }>();
  for (const { path, before } of endangered) {
    if (before === undefined || isBlob(before, committed.get(path))) continue;
    const sha = sha256Of(before);
    const origin = origins.get(sha) ?? { bytes: before, paths: [], mode: 0o666 };
    origin.paths.push(path);
    // What its owner lets nobody read, its copy does not show either.
    origin.mode &= lstatSync(join(root, path), { throwIfNoEntry: false })?.mode ?? 0o600;
    origins.set(sha, origin);
  }
  return [...origins].flatMap(([sha, { bytes, paths, mode }]) => [
    { path: `${RESCUE_FOLDER}/${sha}`, bytes, mode: mode | 0o600 },
    { path: `${RESCUE_FOLDER}/${sha}.origin`, bytes: Buffer.from(`${paths.join('\n')}\n`), mode: 0o644 },
  ]);
}

/** The object names of these paths in the last commit; empty without git, a repository or a commit. */
function committedBlobs(root: string, paths: readonly string[]): ReadonlyMap<string, string> {
  const git = spawnSync('git', ['cat-file', '--batch-check=%(objectname) %(objecttype)'], {
    cwd: root, encoding: 'utf8', maxBuffer: 1 << 28, input: paths.map((path) => `HEAD:./${path}\n`).join(''),
    env: { ...process.env, GIT_NO_LAZY_FETCH: '1' },
  });
  if (git.status !== 0) return new Map();
  const answers = git.stdout.split('\n');
  return new Map(paths.flatMap((path, index): [string, string][] => {
    const name = /^([0-9a-f]+) blob$/.exec(answers[index] ?? '')?.[1];
    return name === undefined ? [] : [[path, name]];
  }));
}

function isBlob(bytes: Buffer, name: string | undefined): boolean {
  if (name === undefined) return false;
  const hash = createHash(name.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${String(bytes.length)}\0`).update(bytes).digest('hex') === name;
}
