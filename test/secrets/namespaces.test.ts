import { expect, test } from 'vitest';
import { paths } from '../../src/plan/paths.ts';
import { aPlan } from '../docs/a-plan.ts';
import { aRepository, key } from './a-repository.ts';
import { openedFile } from './unseal.ts';

/** A component in each of two namespaces that read one secret, and a database in a third one. */
const several = () =>
  aRepository(
    aPlan({
      name: 'orders',
      components: {
        server: { stores: ['db'], secretEnv: { TOKEN: { secret: 'shared', key: 'TOKEN' } } },
        edge: {
          build: { context: 'edge' },
          namespace: 'edge',
          stores: [],
          routes: [],
          secretEnv: { TOKEN: { secret: 'shared', key: 'TOKEN' } },
        },
      },
      dataStores: { db: { kind: 'postgres', namespace: 'data' } },
      environments: { dev: { branch: 'main', deploy: 'on-push' } },
    }),
  );

const openedIn = (
  repository: ReturnType<typeof several>,
  part: string,
  secret: string,
): Record<string, string> =>
  openedFile(repository.read(paths.sealedSecret(`dev/${part}`, secret)), key.privateKey);

/** The plain file of a secret, with its values. */
const fillIn = (
  repository: ReturnType<typeof several>,
  { part, namespace }: { part: string; namespace: string },
  [secret, type]: readonly [string, string],
  values: Readonly<Record<string, string>>,
): void => {
  repository.write(
    paths.plainSecret(`dev/${part}`, secret),
    `apiVersion: v1\nkind: Secret\nmetadata: {name: ${secret}, namespace: ${namespace}}\ntype: ${type}\n` +
      `stringData: ${JSON.stringify(values)}\n`,
  );
};
const own = { part: 'budget-dev', namespace: 'budget-dev' };

test('each namespace gets what its pods read, and a value has one place where it is asked for', () => {
  const repository = several();
  const skeletons = repository.init();
  expect(skeletons.map(({ file, state }) => `${state} ${file}`)).toEqual([
    'written k8s/overlays/dev/budget-dev/secrets/shared.secret.yaml',
    'written k8s/overlays/dev/budget-dev/secrets/orders-secrets.secret.yaml',
    'written k8s/overlays/dev/budget-dev/secrets/registry-credentials.secret.yaml',
    'sealed k8s/overlays/dev/edge/secrets/shared.secret.yaml',
    'sealed k8s/overlays/dev/edge/secrets/registry-credentials.secret.yaml',
    'written k8s/overlays/dev/data/secrets/db-credentials.secret.yaml',
  ]);
  fillIn(repository, own, ['shared', 'Opaque'], { TOKEN: 'tok/en' });
  fillIn(repository, own, ['registry-credentials', 'kubernetes.io/dockerconfigjson'], {
    '.dockerconfigjson': '{"auths":{}}',
  });
  repository.seal();
  expect(openedIn(repository, 'budget-dev', 'shared')).toEqual({ TOKEN: 'tok/en' });
  expect(openedIn(repository, 'edge', 'shared')).toEqual({ TOKEN: 'tok/en' });
  const { username, password } = openedIn(repository, 'data', 'db-credentials');
  expect(openedIn(repository, 'budget-dev', 'orders-secrets')).toEqual({
    DB_URL: `postgresql://${username}:${password}@db-rw.data.svc:5432/app`,
  });
  expect(repository.read(paths.secrets('dev/edge', 'kustomization.yaml'))).toContain(
    '- sealed-shared.yaml',
  );
  expect(repository.read(paths.sealedSecret('dev/edge', 'shared'))).toContain('namespace: edge');
  expect(repository.status().problems).toEqual([]);
});

test('a new value reaches every namespace that has it, and every URL with it', () => {
  const repository = several();
  repository.init();
  fillIn(repository, own, ['shared', 'Opaque'], { TOKEN: 'first' });
  fillIn(repository, own, ['registry-credentials', 'kubernetes.io/dockerconfigjson'], {
    '.dockerconfigjson': '{"auths":{}}',
  });
  repository.seal();
  repository.rotate('shared', { given: { TOKEN: 'second' } });
  expect(openedIn(repository, 'budget-dev', 'shared')).toEqual({ TOKEN: 'second' });
  expect(openedIn(repository, 'edge', 'shared')).toEqual({ TOKEN: 'second' });
  const before = openedIn(repository, 'budget-dev', 'orders-secrets')['DB_URL'];
  repository.rotate('db-credentials');
  const { password } = openedIn(repository, 'data', 'db-credentials');
  const after = openedIn(repository, 'budget-dev', 'orders-secrets')['DB_URL'];
  expect(after).not.toBe(before);
  expect(after).toContain(`:${password}@db-rw.data.svc`);
});

test('a value is asked for again where a namespace that needs it has come later', () => {
  const repository = several();
  repository.init();
  const fill = (): void => {
    fillIn(repository, own, ['shared', 'Opaque'], { TOKEN: 'token' });
    fillIn(repository, own, ['registry-credentials', 'kubernetes.io/dockerconfigjson'], {
      '.dockerconfigjson': '{"auths":{}}',
    });
  };
  fill();
  repository.seal();
  for (const secret of ['shared', 'registry-credentials']) {
    repository.remove(paths.plainSecret('dev/budget-dev', secret));
    repository.remove(paths.sealedSecret('dev/edge', secret));
  }
  repository.remove(paths.plainSecret('dev/budget-dev', 'orders-secrets'));
  repository.remove(paths.plainSecret('dev/data', 'db-credentials'));
  expect(
    repository
      .init()
      .filter(({ state }) => state === 'written')
      .map(({ secret, open, random }) => ({ secret, open, random })),
  ).toEqual([
    { secret: 'shared', open: ['TOKEN'], random: [] },
    { secret: 'registry-credentials', open: ['.dockerconfigjson'], random: [] },
  ]);
  fill();
  repository.seal();
  expect(openedIn(repository, 'edge', 'shared')).toEqual({ TOKEN: 'token' });
  expect(repository.status().problems).toEqual([]);
});

test('what follows from another value follows from it in every namespace, and is nobody’s copy', () => {
  const { environments } = aPlan({
    name: 'orders',
    components: {
      server: { stores: ['db'] },
      edge: { build: { context: 'edge' }, namespace: 'edge', stores: [], routes: [] },
    },
    dataStores: { db: { kind: 'postgres' } },
    environments: { dev: { branch: 'main', deploy: 'on-push' } },
    // Somebody keeps the address of the channel under the name of the connection URL.
    monitoring: { kind: 'prometheus', slack: { channel: '#alerts', key: 'DB_URL' } },
  });
  const said = environments.flatMap(({ secrets }) =>
    secrets
      .filter(({ name }) => name === 'orders-secrets')
      .flatMap(({ keys }) =>
        keys.flatMap(({ value }) =>
          value.kind === 'derived' ? [value.from.secret] : [value.kind],
        ),
      ),
  );
  expect(said).toEqual(['db-credentials', 'db-credentials']);
});
