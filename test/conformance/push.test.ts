import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { imagesOf } from '../../src/release/index.ts';
import { digestOf } from '../release/a-project.ts';
import { git, hook } from '../release/a-remote.ts';

const repository = join(import.meta.dirname, '../..');
const program = join(repository, 'dist/gitops-service.js');
const components = ['api', 'jobs', 'mail', 'search', 'web'];
const environments = ['dev', 'qa', 'staging', 'prod'];
const pairs = environments.flatMap((environment) =>
  components.map((component) => ({
    environment,
    component,
    tag: `1.0.${String(components.indexOf(component))}-${environment}`,
  })),
);

const config = `import { GitOpsService } from 'create-gitops-service';
new GitOpsService({
  name: 'orders', repository: 'https://github.com/acme/orders',
  components: { ${components
    .map(
      (name) =>
        `${name}: { build: { context: '${name}' }, runtime: ` +
        `{ kind: 'custom' }${name === 'web' ? '' : ', routes: []'} }`,
    )
    .join(', ')} },
  environments: { ${environments
    .map(
      (name, index) =>
        `${name}: { branch: '${name}', deploy: '${index === 0 ? 'on-push' : 'on-promotion'}', ` +
        `production: ${String(name === 'prod')} }`,
    )
    .join(', ')} },
}).synth();
`;

/** A bare repository with a whole generated service of five components and four environments on main. */
function aSystem(): { readonly origin: string; readonly clone: () => string } {
  const root = mkdtempSync(join(tmpdir(), 'many-'));
  const [origin, first] = [join(root, 'origin'), join(root, 'first')];
  git(root, 'init', '--quiet', '--bare', '--initial-branch=main', origin);
  git(root, 'clone', '--quiet', origin, first);
  writeFileSync(join(first, '.projenrc.ts'), config);
  execFileSync(process.execPath, [program, 'resync'], { cwd: first, stdio: 'pipe' });
  git(first, 'add', '--all');
  git(first, 'commit', '--quiet', '--message', 'project');
  git(first, 'push', '--quiet', 'origin', 'HEAD:refs/heads/main');
  let count = 0;
  return {
    origin,
    clone: () => {
      const path = join(root, `clone-${String((count += 1))}`);
      git(root, 'clone', '--quiet', origin, path);
      return path;
    },
  };
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A process of its own, in a clone of its own. */
function started(folder: string, ...words: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const identity = {
      GIT_AUTHOR_NAME: 't',
      GIT_AUTHOR_EMAIL: 't@example.com',
      GIT_COMMITTER_NAME: 't',
      GIT_COMMITTER_EMAIL: 't@example.com',
    };
    const child = spawn(process.execPath, [program, ...words], {
      cwd: folder,
      env: { ...process.env, ...identity },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, err]: [string[], string[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk.toString()));
    child.on('close', (code) => {
      resolve({ code, out: out.join(''), err: err.join('') });
    });
  });
}

const everybody = (clone: () => string): readonly Promise<Ended>[] =>
  pairs
    .map(({ environment, component, tag }) => ({
      folder: clone(),
      words: ['set-image', environment, `${component}=${tag}@${digestOf('1')}`, '--push', '--json'],
    }))
    .map(({ folder, words }) => started(folder, ...words));

/** Tags that main names, as `environment component tag`. */
const arrived = (origin: string): readonly string[] =>
  environments
    .flatMap((environment) =>
      imagesOf(
        git(origin, 'show', `main:k8s/overlays/${environment}/release/kustomization.yaml`),
      ).map(
        ({ repository: name, tag }) =>
          `${environment} ${name.split('orders-').at(-1) ?? ''} ${tag ?? ''}`,
      ),
    )
    .sort();

const wanted = pairs
  .map(({ environment, component, tag }) => `${environment} ${component} ${tag}`)
  .sort();

function expectAllDone(ended: readonly Ended[]): void {
  expect(ended.filter(({ code }) => code !== 0).map(({ out, err }) => out + err)).toEqual([]);
}

const attemptsOf = (ended: readonly Ended[]): number =>
  Math.max(
    ...ended.map(({ out }) => (JSON.parse(out) as { push: { attempts: number } }).push.attempts),
  );

test('twenty processes in twenty clones push at once: every tag arrives once, in a linear history', async () => {
  const { origin, clone } = aSystem();
  const ended = await Promise.all(everybody(clone));
  expectAllDone(ended);
  expect(arrived(origin)).toEqual(wanted);
  expect(git(origin, 'rev-list', '--merges', 'main')).toBe('');
  expect(git(origin, 'rev-list', '--count', 'main')).toBe(String(pairs.length + 1));
  expect(attemptsOf(ended)).toBeLessThan(20);
});

test('somebody force-pushes in between: every tag arrives, and what was removed does not come back', async () => {
  const { origin, clone } = aSystem();
  const adversary = clone();
  const running = everybody(clone);
  while (Number(git(origin, 'rev-list', '--count', 'main')) < 5)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const removed = rewritten(adversary);
  expectAllDone(await Promise.all(running));
  expect(arrived(origin)).toEqual(wanted);
  const history = git(origin, 'rev-list', 'main').split('\n');
  expect(history).not.toContain(removed);
  expect(history).toHaveLength(pairs.length + 1);
  expect(git(origin, 'rev-list', '--merges', 'main')).toBe('');
});

/** Replaces the newest commit by one of the same content and another message; says which one went. */
function rewritten(adversary: string): string {
  for (;;) {
    git(adversary, 'fetch', '--quiet', 'origin', 'main');
    git(adversary, 'reset', '--quiet', '--hard', 'FETCH_HEAD');
    const removed = git(adversary, 'rev-parse', 'HEAD');
    git(adversary, 'commit', '--quiet', '--amend', '--message', 'rewritten');
    try {
      git(
        adversary,
        'push',
        '--quiet',
        `--force-with-lease=refs/heads/main:${removed}`,
        'origin',
        'HEAD:refs/heads/main',
      );
      return removed;
    } catch {
      // Somebody else was faster.
    }
  }
}

test('a remote that dies five times, before and after commits arrive, gets every tag exactly once', async () => {
  const { origin, clone } = aSystem();
  for (const [name, deaths] of [
    ['pre-receive', 3],
    ['post-receive', 2],
  ] as const) {
    hook(
      origin,
      name,
      `for n in ${Array.from({ length: deaths }, (_, index) => String(index)).join(' ')}; ` +
        `do mkdir "${origin}/${name}-$n" 2>/dev/null && kill -9 $PPID && exit 1; done\nexit 0`,
    );
  }
  expectAllDone(await Promise.all(everybody(clone)));
  expect(arrived(origin)).toEqual(wanted);
  expect(git(origin, 'rev-list', '--count', 'main')).toBe(String(pairs.length + 1));
  expect(existsSync(join(origin, 'post-receive-1'))).toBe(true);
});

test('a remote that hangs is ended, by Ctrl-C at once; no process and no reference stays', async () => {
  const { origin, clone } = aSystem();
  const folder = clone();
  const [pids, hang] = [join(origin, 'pids'), join(origin, 'hang')];
  writeFileSync(
    hang,
    `#!/bin/sh\ntrap '' TERM INT HUP\necho $$ >>"${pids}"\nwhile :; do sleep 0.2; done\n`,
    { mode: 0o755 },
  );
  git(folder, 'config', 'remote.origin.uploadpack', hang);
  const { code, err } = await started(
    folder,
    'set-image',
    'dev',
    `api=1.0.0@${digestOf('1')}`,
    '--push',
    '--timeout',
    '1',
  );
  expect({ code, said: err.includes('no response within 1 seconds') }).toEqual({
    code: 3,
    said: true,
  });
  const child = spawn(
    process.execPath,
    [program, 'set-image', 'dev', `api=1.0.0@${digestOf('1')}`, '--push'],
    { cwd: folder, stdio: 'ignore' },
  );
  await expect
    .poll(() => readFileSync(pids, 'utf8').trim().split('\n').length, { timeout: 20_000 })
    .toBe(4);
  child.kill('SIGINT');
  expect(
    await new Promise((resolve) => {
      child.on('close', resolve);
    }),
  ).toBe(130);
  await expect
    .poll(() => readFileSync(pids, 'utf8').trim().split('\n').filter(isAlive), { timeout: 10_000 })
    .toEqual([]);
  expect(git(folder, 'for-each-ref', 'refs/gitops-service')).toBe('');
  expect(git(folder, 'status', '--porcelain', '--branch')).toBe('## main...origin/main');
});

function isAlive(pid: string): boolean {
  try {
    return /^[^Z\s]/.test(
      execFileSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' }).trim(),
    );
  } catch {
    return false;
  }
}
