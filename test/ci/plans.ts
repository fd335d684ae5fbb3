import { parseConfig } from '../../src/config/parse/parse.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { pushedPlan } from '../push/a-cluster.ts';

const planOf = (config: Readonly<Record<string, unknown>>): Plan =>
  makePlan(
    parseConfig({
      name: 'orders',
      repository: 'https://github.com/acme/orders',
      components: { server: {} },
      ...config,
    }),
  );

const harbor = { kind: 'harbor', host: 'harbor.example.com:8443', project: 'team' };

/** Plans that together walk every branch of the workflows. */
export const plans = {
  minimal: planOf({}),
  pnpmBitwardenSlack: planOf({
    registry: harbor,
    owners: ['@alice', '@acme/platform'],
    components: {
      server: {
        runtime: { kind: 'node', version: 24, packageManager: 'pnpm', copy: ['datasets'] },
        checks: ['datasets:validate'],
      },
    },
    routing: { kind: 'istio', gateway: 'istio-system/public' },
    environments: {
      dev: { branch: 'dev', deploy: 'on-push', hosts: ['api-dev.example.com'] },
      prod: { branch: 'main', deploy: 'on-promotion', hosts: ['api.example.com'] },
    },
    ci: {
      kind: 'github-actions',
      scan: 'trivy',
      notify: 'slack',
      audit: 'critical',
      checks: ['docs:check'],
      secretStore: {
        kind: 'bitwarden',
        ids: {
          REGISTRY_USERNAME: '11111111-1111-1111-1111-111111111111',
          REGISTRY_PASSWORD: '22222222-2222-2222-2222-222222222222',
        },
      },
    },
  }),
  manyGrypeDiscord: planOf({
    registry: harbor,
    owners: ['@acme/platform'],
    components: {
      api: { build: { context: 'services/api' } },
      jobs: {
        build: { context: 'services/jobs', dockerfile: 'docker/jobs.Dockerfile' },
        runtime: { kind: 'custom' },
        checks: ['verify:data'],
        routes: [],
      },
      legacy: { build: { context: 'services/legacy' }, runtime: { kind: 'custom' }, routes: [] },
    },
    environments: {
      dev: { branch: 'develop', deploy: 'on-push' },
      staging: { branch: 'release/next', deploy: 'on-promotion', production: false },
      prod: { branch: 'main', deploy: 'on-promotion' },
    },
    ci: { kind: 'github-actions', scan: 'grype', notify: 'discord', runner: 'ubuntu-22.04' },
  }),
  argocdRelease: planOf({
    environments: {
      dev: { branch: 'dev', deploy: 'on-push' },
      prod: { branch: 'main', deploy: 'on-promotion', trigger: 'release' },
    },
  }),
  pushedChart: pushedPlan('helm', {
    owners: ['@alice'],
    delivery: { kind: 'push', cluster: { kind: 'doctl', name: 'shop' } },
    ci: { kind: 'github-actions', notify: 'slack' },
  }),
  pushedOverlays: pushedPlan('kustomize', {
    registry: { kind: 'generic', host: 'gitea.example.com', project: 'shop' },
    ci: { kind: 'github-actions', scan: 'grype', runner: ['self-hosted', 'linux', 'gitops'] },
    environments: {
      dev: { branch: 'develop', deploy: 'on-push' },
      staging: { branch: 'next', deploy: 'on-promotion', production: false },
      prod: { branch: 'main', deploy: 'on-promotion', hosts: ['todo.${DOMAIN}'] },
    },
  }),
  oneEnvironment: planOf({ environments: { live: { branch: 'main', deploy: 'on-push' } } }),
} satisfies Readonly<Record<string, Plan>>;
