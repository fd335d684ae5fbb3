import { expect, test } from 'vitest';
import { environmentExamples } from '../../src/files/compose/environment-example.ts';
import { readme } from '../../src/files/docs/readme.ts';
import { render } from '../../src/render/render.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { aPlan, aSmallPlan } from '../docs/a-plan.ts';

const examplesOf = (plan: Plan) =>
  Object.fromEntries(
    environmentExamples(plan).map((file) => [file.path, render(file).split('\n')]),
  );
const commandsOf = (plan: Plan) => String(readme(plan).values['commands']).split('\n');

const stack = aPlan({
  dataStores: { db: { kind: 'postgres' }, cache: { kind: 'redis' } },
  components: {
    web: {
      runtime: { kind: 'next', packageManager: 'pnpm' },
      stores: [],
      build: { context: 'web' },
    },
    api: { runtime: { kind: 'python' }, build: { context: 'api' }, port: 5432, routes: [] },
    job: {
      runtime: { kind: 'python', packageManager: 'pip', module: 'job.main' },
      build: { context: 'job' },
      stores: ['cache'],
      routes: [],
    },
    own: { runtime: { kind: 'custom' }, build: { context: 'own' }, stores: ['db'], routes: [] },
  },
  environments: { dev: { branch: 'dev', deploy: 'on-push' } },
});

test('beside each application stand the URLs of its stores, at the ports of compose.yaml', () => {
  const db = 'DB_URL=postgresql://app:local@127.0.0.1:5433/app';
  const cache = 'CACHE_URL=redis://:local@127.0.0.1:6379';
  const block = (...lines: readonly string[]) => [
    '# >>> create-gitops-service',
    '# The stores of compose.yaml. Copy this file to .env, which git ignores.',
    ...lines,
    '# <<< create-gitops-service',
    '',
  ];
  expect(examplesOf(stack)).toEqual({
    'api/.env.example': block(db, cache),
    'job/.env.example': block(cache),
    'own/.env.example': block(db),
  });
  expect(environmentExamples(stack)[0]?.ownership).toEqual({
    kind: 'shared',
    ours: { kind: 'block' },
  });
});

test('without a store there is none', () => {
  expect(environmentExamples(aSmallPlan())).toEqual([]);
});

test('the README names the commands that test each application, and what locks it', () => {
  expect(commandsOf(stack)).toEqual(
    expect.arrayContaining([
      '(cd web && pnpm test)',
      '(cd api && uv run pytest)',
      '(cd job && .venv/bin/pytest)',
      expect.stringMatching(/^\(cd api && uv lock\) +# needs: pipx install uv==\d/),
      expect.stringMatching(/^\(cd job && pip-compile .*# needs: pipx install pip-tools$/),
    ]),
  );
});

test('applications with the same port listen on different ones here, and the README says on which', () => {
  const component = (context: string, kind: 'node' | 'next' | 'python') => ({
    build: { context },
    runtime: { kind },
    routes: [],
    port: 3000,
  });
  const three = aPlan({
    components: {
      web: component('web', 'node'),
      api: component('api', 'python'),
      site: component('site', 'next'),
    },
    dataStores: {},
    environments: { dev: { branch: 'dev', deploy: 'on-push' } },
  });
  expect(commandsOf(three)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('(cd web && npm run dev)'),
      expect.stringContaining('(cd api && PORT=3001 uv run watchfiles'),
      expect.stringContaining('(cd site && PORT=3002 npm run dev)'),
    ]),
  );
});

test('the README names the commands that run each application here', () => {
  expect(commandsOf(stack)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('(cd web && pnpm run dev)'),
      '(cd api && cp .env.example .env)',
      expect.stringContaining(
        "(cd api && uv run --env-file .env watchfiles --filter python 'python -m app.main' app)",
      ),
      '(cd job && python -m venv .venv)',
      expect.stringContaining(
        '(cd job && set -a && . ./.env && PORT=3001 PATH="$PWD/.venv/bin:$PATH" ' +
          "watchfiles --filter python 'python -m job.main' job)",
      ),
    ]),
  );
  expect(commandsOf(stack).filter((command) => /cd own|cd web && cp/.test(command))).toEqual([]);
});
