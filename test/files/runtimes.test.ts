import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { allFiles } from '../../src/files/index.ts';
import { objects } from '../../src/files/k8s/objects.ts';
import { plainOf, render } from '../../src/render/render.ts';
import { makePlan } from '../plan/make-plan.ts';
import { accepted } from '../config/arbitrary.ts';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { versions } from '../../src/plan/versions.ts';
import { refuseBadPaths } from '../../src/write/bad-paths.ts';
import { sampleSize } from '../sample.ts';

/** Five components in two folders: Next.js, and four images of one folder in Python, one of them a worker. */
const plan = makePlan(
  parseConfig({
    name: 'todo',
    repository: 'https://github.com/acme/todo',
    components: {
      frontend: {
        runtime: { kind: 'next', packageManager: 'pnpm' },
        build: { context: 'frontend' },
        calls: ['backend'],
        stores: [],
      },
      backend: {
        runtime: { kind: 'python' },
        build: { context: 'backend' },
        port: 8000,
        routes: [{ path: '/api' }],
        health: { checks: { cache: { store: 'redis', critical: false } } },
        checks: ['data:check'],
      },
      mcp: {
        runtime: { kind: 'python' },
        build: { context: 'backend', dockerfile: 'backend/Dockerfile.mcp' },
        port: 8001,
        routes: [{ path: '/mcp' }],
        calls: ['backend'],
        stores: [],
        checks: ['tools:check'],
      },
      notification: {
        runtime: { kind: 'python' },
        build: { context: 'backend', dockerfile: 'backend/Dockerfile.notification' },
        port: 8002,
        routes: [],
      },
      'sse-gateway': {
        runtime: { kind: 'python' },
        build: { context: 'backend', dockerfile: 'backend/Dockerfile.sse-gateway' },
        port: 8003,
        routes: [{ path: '/sse' }],
      },
    },
    dataStores: { redis: { kind: 'redis' } },
    routing: { kind: 'istio', gateway: 'istio-system/public' },
    environments: { dev: { branch: 'main', deploy: 'on-push', hosts: ['todo.example.com'] } },
  }),
);
const files = allFiles(plan);
const text = (path: string): string => {
  const file = files.find((candidate) => candidate.path === path);
  if (file === undefined) throw new Error(`no ${path}`);
  return render(file);
};
const [dev] = plan.environments;
const manifests = (dev === undefined ? [] : objects(plan, dev)).map(
  (object) => plainOf(object) as Manifest,
);
const manifestOf = (kind: string, name: string) =>
  manifests.find((object) => object.kind === kind && object.metadata.name === name)?.spec;

interface Manifest {
  kind: string;
  metadata: { name: string };
  spec: {
    http?: { route: { destination: { host: string } }[] }[];
    ingress?: unknown[];
    policyTypes?: string[];
    template?: { spec: { volumes: object[]; containers: { volumeMounts: object[] }[] } };
  };
}
interface Checks {
  jobs: Record<
    string,
    { name: string; steps: { run?: string; uses?: string; 'working-directory'?: string }[] }
  >;
}

test('no two components write one path', () => {
  expect(() => refuseBadPaths(files)).not.toThrow();
});

test('nor do those of random configs', () => {
  const problems = accepted(sampleSize(150, 40), 77).configs.flatMap(({ config }) => {
    try {
      refuseBadPaths(allFiles(makePlan(config)));
      return [];
    } catch (problem) {
      return [String(problem)];
    }
  });
  // Folders that differ in upper and lower case only are a mistake of their own.
  expect(problems.filter((problem) => !problem.includes('the same on some systems'))).toEqual([]);
});

test('each image has a Dockerfile and an ignore file of its own, and starts a module of its own', () => {
  const started = files.flatMap(({ path }) =>
    /^backend\/Dockerfile[^/]*(?<!ignore)$/.test(path)
      ? [[path, /^CMD (.*)$/m.exec(text(path))?.[1]]]
      : [],
  );
  expect(started).toEqual([
    ['backend/Dockerfile', '["-m", "app.main"]'],
    ['backend/Dockerfile.mcp', '["-m", "app.mcp_main"]'],
    ['backend/Dockerfile.notification', '["-m", "app.notification_main"]'],
    ['backend/Dockerfile.sse-gateway', '["-m", "app.sse_gateway_main"]'],
  ]);
  expect(files.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      'backend/app/main.py',
      'backend/app/sse_gateway_main.py',
      'backend/tests/integration/test_app_mcp_main.py',
      'backend/Dockerfile.mcp.dockerignore',
    ]),
  );
});

test('what a folder shares is there once: its packages, with the clients of all stores that are asked', () => {
  expect(
    files.filter(({ path }) => path.endsWith('pyproject.toml')).map(({ path }) => path),
  ).toEqual(['backend/pyproject.toml']);
  expect(text('backend/pyproject.toml')).toMatch(/"redis==\d/);
  expect(text('backend/pyproject.toml')).not.toContain('psycopg');
});

test('this tool is a package of the root, which has no application', () => {
  expect(JSON.parse(text('package.json'))).toMatchObject({
    name: 'todo-deployment',
    devDependencies: { 'create-gitops-service': expect.any(String) as unknown },
  });
  expect(JSON.parse(text('frontend/package.json'))).toMatchObject({
    dependencies: { next: expect.any(String) as unknown },
  });
});

test('a folder is checked once for all of its components, with the extra checks of each', () => {
  const { jobs } = parse(text('.github/workflows/checks.yaml')) as Checks;
  expect(Object.keys(jobs)).toEqual(['frontend', 'backend', 'ci_repository', 'ci_manifests']);
  const { name, steps = [] } = jobs['backend'] ?? {};
  expect(name).toBe('backend, mcp, notification, sse-gateway');
  expect(steps.map(({ run }) => run).filter((run) => run?.startsWith('.venv/'))).toEqual([
    '.venv/bin/mypy',
    '.venv/bin/ruff check',
    '.venv/bin/pytest tests/unit',
    '.venv/bin/pytest tests/integration',
    '.venv/bin/python scripts/data_check.py',
    '.venv/bin/python scripts/tools_check.py',
    '.venv/bin/pip-audit',
  ]);
  expect(jobs['frontend']?.steps.map(({ run }) => run)).toEqual(
    expect.arrayContaining([
      'pnpm install --frozen-lockfile',
      'pnpm run typecheck',
      'pnpm audit --audit-level=high',
    ]),
  );
});

test('packages of every language are updated, after a time', () => {
  const { updates } = parse(text('.github/dependabot.yml')) as {
    updates: { 'package-ecosystem': string; directories: string[]; cooldown: object }[];
  };
  expect(
    updates.map((update) => [update['package-ecosystem'], update.directories, update.cooldown]),
  ).toEqual([
    ['npm', ['/', '/frontend'], { 'default-days': 7 }],
    ['uv', ['/backend'], { 'default-days': 7 }],
  ]);
});

test('Next.js may write to its cache, in the cluster and on this machine, and to nothing else', () => {
  const pod = manifestOf('Deployment', 'todo-frontend')?.template?.spec;
  expect(pod?.volumes).toEqual([
    { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
    { name: 'next-cache', emptyDir: { sizeLimit: '256Mi' } },
  ]);
  expect(pod?.containers[0]?.volumeMounts).toEqual([
    { name: 'tmp', mountPath: '/tmp' },
    { name: 'next-cache', mountPath: '/app/.next/cache' },
  ]);
  const { services } = parse(text('compose.yaml')) as {
    services: Record<string, { tmpfs?: string[]; read_only?: boolean }>;
  };
  expect(services['todo-frontend']).toMatchObject({
    read_only: true,
    tmpfs: ['/tmp', '/app/.next/cache:uid=65532,gid=65532'],
  });
  expect(services['todo-backend']).toMatchObject({ read_only: true, tmpfs: ['/tmp'] });
});

test('a component without routes is reached by nobody, from outside or inside', () => {
  const hosts = manifestOf('VirtualService', 'todo')?.http?.flatMap(({ route }) =>
    route.map(({ destination }) => destination.host),
  );
  expect(hosts?.toSorted()).toEqual([
    'todo-backend',
    'todo-frontend',
    'todo-mcp',
    'todo-sse-gateway',
  ]);
  const unreached = manifestOf('NetworkPolicy', 'todo-notification');
  expect(unreached?.policyTypes).toContain('Ingress');
  expect(unreached?.ingress).toBeUndefined();
  expect(manifestOf('NetworkPolicy', 'todo-sse-gateway')?.ingress).toHaveLength(1);
});

test('git knows nothing of what the tools make', () => {
  const lines = text('.gitignore').split('\n');
  expect(lines).toEqual(
    expect.arrayContaining(['node_modules/', '.next/', '.venv/', '__pycache__/']),
  );
});

test('every base image is pinned by its full version', () => {
  for (const { build, run } of Object.values(versions.python))
    for (const image of [build, run]) expect(image).toMatch(/:3\.\d+\.\d+-slim-[a-z]+$/);
});
