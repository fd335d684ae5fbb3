import { spawnSync } from 'node:child_process';

/** What git answered; no code when there is no git or it was killed. */
interface GitAnswer {
  readonly code: number | undefined;
  readonly out: Buffer;
  readonly err: string;
}

/** Runs git in a folder and never lets it ask or fetch. */
export function git(
  root: string,
  words: readonly string[],
  { input = '', env = {} }: { readonly input?: string; readonly env?: NodeJS.ProcessEnv } = {},
): GitAnswer {
  const { status, stdout, stderr } = spawnSync('git', ['-C', root, ...words], {
    input,
    maxBuffer: 1 << 28,
    env: { ...gitEnvironment(), GIT_NO_LAZY_FETCH: '1', ...env },
  });
  return {
    code: status ?? undefined,
    out: stdout ?? Buffer.alloc(0),
    err: (stderr ?? '').toString().trim(),
  };
}

/** The contents of the files that git knows by these names, such as `HEAD:./a.txt`; empty without git, a repository or a commit. */
export function gitContents(root: string, names: readonly string[]): ReadonlyMap<string, Buffer> {
  const { code, out } = git(root, ['cat-file', '--batch'], {
    input: names.map((name) => `${name}\n`).join(''),
  });
  const contents = new Map<string, Buffer>();
  if (code !== 0) return contents;
  let at = 0;
  for (const name of names) {
    const end = out.indexOf('\n', at);
    if (end < 0) break;
    const [, type, size] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(out.subarray(at, end).toString()) ?? [];
    at = end + 1;
    if (size === undefined) continue;
    if (type === 'blob') contents.set(name, out.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return contents;
}

/** The environment for a git of ours: inside a git hook these variables point to another repository. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const {
    GIT_DIR: _dir,
    GIT_WORK_TREE: _tree,
    GIT_INDEX_FILE: _index,
    GIT_PREFIX: _prefix,
    GIT_COMMON_DIR: _common,
    GIT_OBJECT_DIRECTORY: _objects,
    GIT_ALTERNATE_OBJECT_DIRECTORIES: _alternates,
    GIT_NAMESPACE: _namespace,
    ...environment
  } = process.env;
  return { ...environment, GIT_TERMINAL_PROMPT: '0' };
}
