import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { allFiles } from '../../src/files/index.ts';
import { render } from '../../src/render/render.ts';
import { makePlan } from '../plan/make-plan.ts';

/** Two environments, the first one or both synced by hand, with a store in a namespace of its own. */
const filesOf = (dev: 'auto' | 'manual', prod: 'auto' | 'manual', rootApp = false) => {
  const config = parseConfig({
    name: 'shop',
    repository: 'https://github.com/acme/shop',
    components: { api: {} },
    dataStores: {
      cache: { kind: 'redis', namespace: 'data' },
    },
    environments: {
      dev: { branch: 'dev', deploy: 'on-push', sync: dev },
      prod: {
        branch: 'main',
        deploy: 'on-promotion',
        sync: prod,
        namespaces: { data: 'shop-data-prod' },
      },
    },
    delivery: { kind: 'argocd', rootApp },
  });
  const files = new Map(allFiles(makePlan(config)).map((file) => [file.path, render(file)]));
  return (path: string): string => files.get(path) ?? '';
};

const inOrder = (text: string, parts: readonly string[]): void => {
  const places = parts.map((part) => text.indexOf(part));
  expect(places, text).not.toContain(-1);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
};

describe('an environment that is synced by hand', () => {
  const mixed = filesOf('auto', 'manual', true);

  test('has Applications that Argo CD does not sync by itself', () => {
    expect(mixed('argocd/applications/dev.yaml').match(/automated:/g)).toHaveLength(2);
    expect(mixed('argocd/applications/prod.yaml')).not.toContain('automated');
    expect(mixed('argocd/root.yaml')).toContain('automated:');
  });

  test('is synced after a release, stores before what uses them, and so its workflow says', () => {
    const commands = [
      'argocd app diff shop-prod --refresh',
      'argocd app sync shop-prod-data --prune',
      'argocd app wait shop-prod-data --health --sync',
      'argocd app sync shop-prod --prune',
      'argocd app wait shop-prod --health --sync',
    ];
    inOrder(mixed('docs/runbooks/deploy.md'), ['Nothing is deployed yet', ...commands]);
    inOrder(mixed('.github/workflows/deploy-prod.yaml'), [
      'promote dev prod',
      'GITHUB_STEP_SUMMARY',
      ...commands,
    ]);
    expect(mixed('.github/workflows/deploy-dev.yaml')).not.toContain('GITHUB_STEP_SUMMARY');
  });

  test('is rolled back in Argo CD as it is, and the others behind the root app', () => {
    const page = mixed('docs/runbooks/rollback.md');
    expect(page).toContain('while automated sync is on, as in dev.');
    expect(page).toContain('For dev, disable it there first');
    expect(page).not.toContain('argocd app set shop-prod ');
    expect(page).toContain('argocd app rollback shop-prod <id>');
    expect(filesOf('manual', 'manual', true)('docs/runbooks/rollback.md')).not.toContain(
      '--sync-policy',
    );
  });

  test('is synced for the first time when its Application is there', () => {
    inOrder(mixed('docs/first-deploy.md'), [
      'kubectl apply -f argocd/root.yaml',
      'argocd app wait shop --sync',
      'argocd app sync shop-prod-data\n',
      'argocd app sync shop-prod\n',
    ]);
    inOrder(filesOf('manual', 'auto')('docs/first-deploy.md'), [
      'kubectl apply -f argocd/applications/dev.yaml',
      'argocd app sync shop-dev-data\n',
      'kubectl wait -n argocd application/shop-dev',
    ]);
  });

  test('is told apart wherever documents say who syncs', () => {
    expect(mixed('README.md')).toContain('promoted from dev, synced by hand');
    expect(mixed('docs/architecture.md')).toContain('In prod it only shows what differs');
    expect(mixed('docs/runbooks/secret-rotation.md')).toContain('in prod, sync it first');
    expect(mixed('docs/runbooks/incident.md')).toContain('In prod, nobody has synced it.');
    for (const page of ['architecture', 'runbooks/rollback', 'runbooks/deploy'])
      expect(filesOf('manual', 'manual')(`docs/${page}.md`)).not.toMatch(/within seconds|reverts/);
  });
});
