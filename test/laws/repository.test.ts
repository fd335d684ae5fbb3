import { expect, test } from 'vitest';
import { makePlan } from '../plan/make-plan.ts';
import { accepted } from '../config/arbitrary.ts';
import { sampleOf } from '../sample.ts';
import { paths } from '../../src/plan/paths.ts';
import { pushedPlan } from '../push/a-cluster.ts';
import { everything, everythingConfig } from './everything.ts';
import { at, listAt } from './model.ts';
import { repositoryInvariants, repositoryOf, type Repository } from './repository.ts';

const repositories = sampleOf(accepted(50, 9).configs, 25).map(({ config }) =>
  repositoryOf(makePlan(config)),
);

test.each(Object.entries(repositoryInvariants))('%s', (_, invariant) => {
  expect([...new Set(repositories.flatMap(invariant))].slice(0, 8)).toEqual([]);
});

type Breach = readonly [
  invariant: keyof typeof repositoryInvariants,
  said: RegExp,
  plant: (repository: Repository) => void,
];

const edit =
  (path: string, from: string | RegExp, to: string) =>
  ({ texts }: Repository): void => {
    const text = texts.get(path) ?? '';
    if (text.replace(from, to) === text) throw new Error(`${path} has no ${String(from)}`);
    texts.set(path, text.replace(from, to));
  };
const set =
  (path: string, keys: readonly (string | number)[], to: unknown) =>
  ({ data }: Repository): void => {
    const parent = at(data.get(path), ...keys.slice(0, -1));
    if (typeof parent !== 'object' || parent === null)
      throw new Error(`${path} has no ${keys.join('.')}`);
    Reflect.set(parent, String(keys.at(-1)), to);
  };
const application = (keys: readonly (string | number)[], to: unknown) =>
  set('argocd/applications/prod.yaml', ['spec', ...keys], to);

const breaches: readonly Breach[] = [
  [
    'applicationsLead',
    /overlay has its namespace/,
    set('k8s/overlays/prod/kustomization.yaml', ['namespace'], 'default'),
  ],
  [
    'applicationsLead',
    /overlay has its namespace/,
    application(['source', 'path'], 'k8s/overlays/nowhere'),
  ],
  [
    'applicationsLead',
    /goes to its namespace/,
    application(['destination', 'namespace'], 'default'),
  ],
  ['applicationsLead', /follows its branch/, application(['source', 'targetRevision'], 'dr')],
  [
    'applicationsLead',
    /API server says what differs/,
    set('argocd/applications/prod.yaml', ['metadata', 'annotations'], {}),
  ],
  [
    'applicationsLead',
    /starts on its branch/,
    set('.github/workflows/deploy-prod.yaml', ['on', 'push', 'branches'], ['dr']),
  ],
  ['applicationsLead', /project is there/, application(['project'], 'default')],
  [
    'applicationsLead',
    /allows its repository/,
    application(['source', 'repoURL'], 'https://github.com/other/repository.git'),
  ],
  [
    'applicationsLead',
    /allows its destination/,
    set('argocd/project.yaml', ['spec', 'destinations'], []),
  ],
  [
    'applicationsLead',
    /allows apps\/Deployment/,
    set('argocd/project.yaml', ['spec', 'namespaceResourceWhitelist'], []),
  ],
  [
    'applicationsLead',
    /release sets ghcr.io\/acme\/orders-api/,
    edit(
      'k8s/overlays/prod/release/kustomization.yaml',
      'ghcr.io/acme/orders-api',
      'ghcr.io/acme/order',
    ),
  ],
  ['imagesFitPods', /runs as 65532/, edit('api/Dockerfile', /^USER .*$/m, 'USER 1001:1001')],
  ['imagesFitPods', /exposes 3000/, edit('api/Dockerfile', /^EXPOSE .*$/m, 'EXPOSE 8080')],
  ['imagesFitPods', /exposes 3000/, edit('api/Dockerfile', 'PORT=3000', 'PORT=8080')],
  [
    'imagesFitPods',
    /asks \/health\/live/,
    edit('api/Dockerfile', "PORT + '/health/live'", "PORT + '/'"),
  ],
  [
    'scriptsExist',
    /has verify:data/,
    set('api/package.json', ['scripts', 'verify:data'], undefined),
  ],
  ['scriptsExist', /has build/, set('api/package.json', ['scripts', 'build'], undefined)],
  [
    'scriptsExist',
    /one package manager/,
    edit('api/Dockerfile', 'npm run build', 'pnpm run build'),
  ],
  ['scriptsExist', /one Node/, set('api/package.json', ['engines', 'node'], '>=22')],
  [
    'scriptsExist',
    /something is called/,
    set('.github/workflows/checks.yaml', ['jobs', 'api', 'steps'], []),
  ],
  [
    'sealingFits',
    /script seals/,
    edit('scripts/convert-secret.sh', "namespace='orders-prod'", "namespace='orders-dr'"),
  ],
  [
    'sealingFits',
    /template of orders-secrets/,
    set(
      'k8s/overlays/prod/secrets/orders-secrets.secret.yaml.example',
      ['metadata', 'namespace'],
      'orders-dr',
    ),
  ],
  ['sealingFits', /ignored/, edit('.gitignore', /^\*\.secret\.yaml$/m, '*.secret.yml')],
  [
    'workflowsAreCareful',
    /nothing by default/,
    set('.github/workflows/checks.yaml', ['permissions'], { contents: 'write' }),
  ],
  [
    'workflowsAreCareful',
    /pins its actions/,
    (repository) =>
      Reflect.set(
        listAt(repository.data.get('.github/workflows/checks.yaml'), 'jobs', 'api', 'steps')[0] ??
          {},
        'uses',
        'actions/checkout@v7',
      ),
  ],
  [
    'workflowsAreCareful',
    /keeps every release run/,
    set('.github/workflows/deploy-dr.yaml', ['concurrency', 'cancel-in-progress'], true),
  ],
];

test.each(
  breaches.map(
    (breach, index) => [`${breach[0]} ${String(breach[1])} ${String(index)}`, ...breach] as const,
  ),
)('a planted breach is found: %s', (_, invariant, said, plant) => {
  const { plan, texts, data } = repositoryOf(everything);
  const repository = { plan, texts: new Map(texts), data: structuredClone(data) };
  expect(repositoryInvariants[invariant](repository)).toEqual([]);
  plant(repository);
  expect(repositoryInvariants[invariant](repository)).toContainEqual(expect.stringMatching(said));
});

test.each([
  [
    'its chart has values-prod.yaml',
    ({ texts }: Repository) => {
      texts.delete('chart/values-prod.yaml');
    },
  ],
  ['its Application follows its branch', application(['sources', 1, 'targetRevision'], 'dr')],
  [
    'its release sets ghcr.io/acme/orders-api',
    edit('chart/release-prod.yaml', 'ghcr.io/acme/orders-api', 'ghcr.io/acme/order'),
  ],
] as const)('a planted breach of a chart is found: %s', (said, plant) => {
  const repository = repositoryOf(
    makePlan({ ...everythingConfig, packaging: { kind: 'helm', layout: 'umbrella' } }),
  );
  expect(repositoryInvariants.applicationsLead(repository)).toEqual([]);
  plant(repository);
  expect(repositoryInvariants.applicationsLead(repository)).toContainEqual(
    expect.stringContaining(said),
  );
});

test.each([
  [
    'deploys to its namespace',
    edit(paths.deployScript, 'namespace=todo-production ', 'namespace=todo '),
  ],
  [
    'reads its release',
    edit(paths.deployScript, 'release-production.yaml', 'release-staging.yaml'),
  ],
  [
    'waits for every workload',
    edit(paths.deployScript, /deployment\/todo-worker/g, 'deployment/todo-work'),
  ],
  ['replaces its variables', edit(paths.deployScript, /variables="DOMAIN"/g, 'variables=""')],
  [
    'starts when it should',
    set('.github/workflows/deploy-staging.yaml', ['on', 'workflow_run', 'branches'], ['dev']),
  ],
  [
    'starts when it should',
    set('.github/workflows/deploy-production.yaml', ['on', 'release'], { types: ['created'] }),
  ],
  ['hands on its variables', set('.github/workflows/deploy-production.yaml', ['jobs'], {})],
  [
    'nothing for Argo CD',
    ({ texts }: Repository) => {
      texts.set('argocd/project.yaml', '');
    },
  ],
  [
    'its release sets ghcr.io/acme/todo-api',
    edit('chart/release-production.yaml', 'ghcr.io/acme/todo-api', 'ghcr.io/acme/todo'),
  ],
] as const)('a planted breach of a push delivery is found: %s', (said, plant) => {
  const repository = repositoryOf(pushedPlan('helm'));
  expect(repositoryInvariants.deploymentsLead(repository)).toEqual([]);
  plant(repository);
  expect(repositoryInvariants.deploymentsLead(repository)).toContainEqual(
    expect.stringContaining(said),
  );
});

test('every invariant of a repository has a planted breach', () => {
  expect(
    Object.keys(repositoryInvariants).filter(
      (name) => name !== 'deploymentsLead' && !breaches.some(([invariant]) => invariant === name),
    ),
  ).toEqual([]);
});
