import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { makePlan } from '../plan/make-plan.ts';
import { paths } from '../../src/plan/paths.ts';
import type { Plan } from '../../src/plan/plan.ts';

/** Two components, dev and a promoted prod. */
export const plan: Plan = makePlan(
  parseConfig({
    name: 'orders',
    repository: 'https://github.com/acme/orders',
    registry: { kind: 'harbor', host: 'harbor.example.com:8443', project: 'team' },
    components: {
      api: { build: { context: 'api' }, routes: [] },
      web: { build: { context: 'web' } },
    },
  }),
);

export const api = 'harbor.example.com:8443/team/orders-api';
export const web = 'harbor.example.com:8443/team/orders-web';

/** A digest made of one digit. */
export const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`;
export const unreleased = { newTag: 'unreleased', digest: digestOf('0') };

export const releaseFile = (
  images: readonly { readonly name: string; readonly newTag: string; readonly digest: string }[],
): string =>
  '# What runs here.\napiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n' +
  'images:\n' +
  `${images
    .map(
      ({ name, newTag, digest }) => `  - name: ${name}  # kept\n    newTag: "${newTag}"\n    \
digest: ${digest}\n`,
    )
    .join('')}`;

/**
 * A project on disk with release files of both environments; a
 * git repository with one commit, whose sha comes back.
 */
export function aProject(
  dev = releaseFile([
    { name: api, ...unreleased },
    { name: web, ...unreleased },
  ]),
): { root: string; commit: string } {
  const root = mkdtempSync(join(tmpdir(), 'release-'));
  write(root, paths.release('dev'), dev);
  write(
    root,
    paths.release('prod'),
    releaseFile([
      { name: api, ...unreleased },
      { name: web, ...unreleased },
    ]),
  );
  write(root, 'src/index.ts', 'export {};\n');
  git(root, 'init', '--quiet');
  return { root, commit: commitAll(root) };
}

export function commitAll(root: string): string {
  git(root, 'add', '--all');
  git(
    root,
    '-c',
    'user.name=t',
    '-c',
    'user.email=t@example.com',
    '-c',
    'commit.gpgsign=false',
    'commit',
    '--quiet',
    '--no-verify',
    '--allow-empty',
    '--message',
    'change',
  );
  return git(root, 'rev-parse', 'HEAD').trim();
}

export function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const git = (root: string, ...words: readonly string[]): string =>
  execFileSync('git', words, { cwd: root, encoding: 'utf8' });
