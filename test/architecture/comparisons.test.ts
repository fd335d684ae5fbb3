import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { stores } from '../../src/stores/index.ts';

const root = resolve(import.meta.dirname, '..', '..', 'src');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.replaceAll('\\', '/'))
  .sort();

/** The names of a union's members, and where the sources may tell them apart by name. */
interface Members {
  readonly names: readonly string[];
  readonly folders: readonly string[];
}

const unions: Readonly<Record<string, Members>> = {
  routing: {
    names: ['istio', 'gateway-api', 'ingress-nginx'],
    folders: ['files/routing/', 'plan/routing/'],
  },
  monitoring: { names: ['prometheus'], folders: ['files/monitoring/', 'plan/monitoring/'] },
  messaging: { names: ['dapr'], folders: ['files/messaging/', 'plan/messaging/'] },
  broker: { names: ['kafka'], folders: [] },
  infrastructure: {
    names: ['doctl'],
    folders: ['files/infrastructure/', 'plan/infrastructure/'],
  },
  'access to the cluster': { names: ['kubeconfig'], folders: [] },
  'what is switched off': { names: ['none'], folders: [] },
  registry: { names: ['ghcr', 'harbor', 'generic'], folders: ['plan/registry/'] },
  'store of CI secrets': {
    names: ['bitwarden'],
    folders: ['files/ci/secret-stores/', 'plan/ci-secret-store/'],
  },
  'way of secrets': {
    names: ['sealed-secrets', 'manual'],
    folders: ['plan/secrets/', 'files/secrets/', 'cli/secrets/backends/'],
  },
  delivery: {
    names: ['argocd', 'push'],
    // A push also triggers workflows, whoever delivers.
    folders: [
      'config/rules/delivery/',
      'plan/delivery/',
      'files/delivery/',
      'files/ci/triggers.ts',
    ],
  },
  packaging: {
    names: ['kustomize', 'helm', 'umbrella', 'per-component'],
    folders: [
      'config/rules/packaging.ts',
      'plan/packaging/',
      'files/packaging/',
      'files/kustomize/',
      'files/helm/',
    ],
  },
  runtime: {
    names: ['node', 'next', 'python', 'custom'],
    folders: ['files/runtime/', 'plan/runtime/'],
  },
  store: { names: Object.keys(stores), folders: ['stores/'] },
  backup: { names: ['object-store'], folders: ['stores/postgres/backup/'] },
  'package manager': {
    names: ['npm', 'pnpm', 'uv', 'pip'],
    folders: ['files/runtime/package-managers/', 'plan/runtime/'],
  },
};

test.each(Object.entries(unions))(
  'nobody asks which %s it is outside of its folders',
  (_, { names, folders }) => {
    expect(
      sources.flatMap((path) =>
        folders.some((folder) => path.startsWith(folder)) ? [] : comparisonsIn(path, names),
      ),
    ).toEqual([]);
  },
);

test('the test above sees a comparison and a case', () => {
  expect(comparisonsOf("if (runtime.kind !== 'node') {", ['node'])).toHaveLength(1);
  expect(comparisonsOf("case 'next':", ['next'])).toHaveLength(1);
  expect(comparisonsOf("['npm', 'pnpm'].includes(name)", ['npm', 'pnpm'])).toHaveLength(1);
  expect(comparisonsOf("{ kind: 'node' }", ['node'])).toEqual([]);
});

const comparisonsIn = (path: string, names: readonly string[]): string[] =>
  comparisonsOf(readFileSync(join(root, path), 'utf8'), names).map((found) => `${path}: ${found}`);

/** Comparisons with one of these names: by operator, by case, or as one of a list. */
function comparisonsOf(text: string, names: readonly string[]): string[] {
  const name = `'(?:${names.join('|')})'`;
  const comparison = new RegExp(
    [
      String.raw`[!=]==?\s*${name}`,
      String.raw`${name}\s*[!=]==?`,
      String.raw`\bcase ${name}:`,
      String.raw`\[[^\][]*${name}[^\][]*\](?: as const)?\)?\.(?:includes|some|find)\(`,
    ].join('|'),
    'g',
  );
  return [...text.matchAll(comparison)].map(([found]) => found);
}
