import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { paths } from '../../src/plan/paths.ts';
import { FINGERPRINTS_PATH } from '../../src/secrets/fingerprints.ts';
import { aPlan } from '../docs/a-plan.ts';
import { aRepository } from './a-repository.ts';

const app = 'budget-server-secrets';
const list = paths.secrets('dev', 'kustomization.yaml');

describe('seal', () => {
  test.each(['strict', 'namespace-wide', 'cluster-wide'] as const)(
    'makes of every plain file a sealed one that opens with scope %s',
    (scope) => {
      const repository = aRepository(aPlan({ secrets: { kind: 'sealed-secrets', scope } }));
      repository.fill('redis-auth', { REDIS_PASSWORD: 's3cret: #1\nö' });
      repository.fill('postgres-userdata-credentials', { username: 'userdata', password: 'x' });
      expect(repository.seal().map(({ secret, sealed }) => [secret, sealed])).toEqual([
        ['postgres-userdata-credentials', ['username', 'password']],
        ['redis-auth', ['REDIS_PASSWORD']],
      ]);
      expect(repository.opened('redis-auth')).toEqual({ REDIS_PASSWORD: 's3cret: #1\nö' });
      expect(
        parse(repository.read(repository.sealed('postgres-userdata-credentials'))),
      ).toMatchObject({
        apiVersion: 'bitnami.com/v1alpha1',
        kind: 'SealedSecret',
        metadata: { name: 'postgres-userdata-credentials', namespace: 'budget-dev' },
        spec: {
          template: {
            metadata: {
              name: 'postgres-userdata-credentials',
              namespace: 'budget-dev',
              labels: { 'cnpg.io/reload': 'true' },
            },
            type: 'kubernetes.io/basic-auth',
          },
        },
      });
      expect(
        repository.status().secrets.filter(({ secret }) => secret === 'redis-auth'),
      ).toMatchObject([{ problems: [], keys: [{ state: 'sealed' }] }]);
    },
  );

  test('lists the files and keeps every other byte of the list', () => {
    const repository = aRepository();
    const before =
      '# why\nkind: Kustomization\nresources:\n    - ./sealed-redis-auth.yaml # first\n' +
      '    # kept\n    - extra.yaml\ncommonAnnotations: {a: "b"}  # last\n';
    repository.write(list, before);
    repository.fill('redis-auth', { REDIS_PASSWORD: 'x' });
    repository.fill(app, { JWT_SECRET: 'x' });
    repository.seal();
    expect(repository.read(list)).toBe(
      before.replace('    - extra.yaml\n', `    - extra.yaml\n    - sealed-${app}.yaml\n`),
    );
  });

  test('seals again only what has changed, and keeps remarks and keys that are not given', () => {
    const repository = aRepository();
    repository.fill(app, { JWT_SECRET: 'one', DATABASE_URL: 'two', REDIS_URL: 'three' });
    repository.seal();
    const first = `# a remark\n${repository.read(repository.sealed(app))}`;
    repository.write(repository.sealed(app), first);
    expect(repository.seal()).toMatchObject([
      {
        sealed: [],
        unchanged: ['JWT_SECRET', 'DATABASE_URL', 'REDIS_URL'],
        missing: ['USER_DATABASE_URL'],
      },
    ]);
    expect(repository.read(repository.sealed(app))).toBe(first);
    repository.fill(app, { DATABASE_URL: 'new', REDIS_URL: 'three' });
    expect(repository.seal()).toMatchObject([
      { sealed: ['DATABASE_URL'], unchanged: ['REDIS_URL'], kept: ['JWT_SECRET'] },
    ]);
    expect(repository.opened(app)).toEqual({
      JWT_SECRET: 'one',
      DATABASE_URL: 'new',
      REDIS_URL: 'three',
    });
    const [before, after] = [first, repository.read(repository.sealed(app))].map((text) =>
      text.split('\n'),
    );
    expect(after?.filter((line, index) => line !== before?.[index])).toEqual([
      expect.stringContaining('DATABASE_URL'),
    ]);
    expect(repository.seal(app, { all: true })).toMatchObject([
      { sealed: ['DATABASE_URL', 'REDIS_URL'], unchanged: [] },
    ]);
  });

  test('does not take what somebody else sealed meanwhile for unchanged', () => {
    const [mine, theirs] = [aRepository(), aRepository()];
    mine.fill('redis-auth', { REDIS_PASSWORD: 'mine' });
    mine.seal();
    theirs.fill('redis-auth', { REDIS_PASSWORD: 'theirs' });
    theirs.seal();
    mine.write(mine.sealed('redis-auth'), theirs.read(theirs.sealed('redis-auth')));
    expect(mine.seal()).toMatchObject([{ sealed: ['REDIS_PASSWORD'], unchanged: [] }]);
    expect(mine.opened('redis-auth')).toEqual({ REDIS_PASSWORD: 'mine' });
  });

  test('remembers no value, and lets nobody else read what it remembers', () => {
    const repository = aRepository();
    repository.fill('redis-auth', { REDIS_PASSWORD: 'canary' });
    chmodSync(join(repository.root, repository.plain('redis-auth')), 0o644);
    repository.seal();
    expect([
      repository.modeOf(FINGERPRINTS_PATH),
      repository.modeOf(repository.plain('redis-auth')),
    ]).toEqual(['600', '600']);
    expect(repository.read(FINGERPRINTS_PATH)).not.toContain('canary');
    repository.write(FINGERPRINTS_PATH, '{"key": 12');
    expect(repository.seal()).toMatchObject([{ sealed: ['REDIS_PASSWORD'] }]);
  });
});

describe('nothing is written', () => {
  const refused = (repository: ReturnType<typeof aRepository>, message: RegExp): void => {
    const before = readdirSync(join(repository.root, dirname(list))).sort();
    const [text, sealed] = [
      repository.read(list),
      before
        .filter((name) => name.startsWith('sealed-'))
        .map((name) => repository.read(`${dirname(list)}/${name}`)),
    ];
    expect(() => repository.seal()).toThrow(message);
    expect(readdirSync(join(repository.root, dirname(list))).sort()).toEqual(before);
    expect([
      repository.read(list),
      before
        .filter((name) => name.startsWith('sealed-'))
        .map((name) => repository.read(`${dirname(list)}/${name}`)),
    ]).toEqual([text, sealed]);
  };

  test('when one of several files is wrong', () => {
    const repository = aRepository();
    repository.fill(app, { JWT_SECRET: 'fine' });
    repository.fill('redis-auth', { REDIS_PASSWORD: 'REPLACE_ME' });
    refused(
      repository,
      /nothing was sealed:\n.*redis-auth\.secret\.yaml\n {2}REDIS_PASSWORD: still contains REPLACE_ME/,
    );
  });

  test.each([
    [
      'name',
      'name: redis-auth',
      'name: redis',
      /is sealed for name "redis", but must be for "redis-auth"/,
    ],
    [
      'namespace',
      'namespace: budget-dev',
      'namespace: budget-prod',
      /is sealed for namespace "budget-prod", but must be for "budget-dev"/,
    ],
    [
      'scope',
      'metadata:\n',
      'metadata:\n  annotations:\n    sealedsecrets.bitnami.com/cluster-wide: "true"\n',
      /is sealed with scope cluster-wide, but must have strict/,
    ],
  ])(
    'over a file that is sealed for another %s and has keys that are not given',
    (_, from, to, message) => {
      const repository = aRepository();
      repository.fill('redis-auth', { REDIS_PASSWORD: 'x' });
      repository.seal();
      repository.write(
        repository.sealed('redis-auth'),
        repository
          .read(repository.sealed('redis-auth'))
          .replace(from, to)
          .replace('REDIS_PASSWORD', 'OTHER'),
      );
      refused(repository, message);
    },
  );

  test('over a file that is no SealedSecret', () => {
    const repository = aRepository();
    repository.fill('redis-auth', { REDIS_PASSWORD: 'x' });
    repository.write(repository.sealed('redis-auth'), 'kind: ConfigMap\n');
    refused(repository, /sealed-redis-auth\.yaml is not a SealedSecret/);
  });

  test('from a plain file that git tracks, or would take', () => {
    const repository = aRepository();
    execFileSync('git', ['init', '--quiet', repository.root]);
    repository.fill('redis-auth', { REDIS_PASSWORD: 'x' });
    repository.write(`${dirname(list)}/.gitignore`, '!*.secret.yaml\n');
    refused(repository, /git does not ignore .*redis-auth\.secret\.yaml/);
    execFileSync('git', ['-C', repository.root, 'add', '--all']);
    refused(repository, /git tracks .*redis-auth\.secret\.yaml/);
  });

  test('without the kustomization that lists it', () => {
    const repository = aRepository();
    repository.fill('redis-auth', { REDIS_PASSWORD: 'x' });
    repository.write(list, 'resources: {a: b}\n');
    refused(repository, /kustomization\.yaml resources is a mapping, but must be a list/);
  });
});

test.each<[string, (text: string) => string]>([
  ['scope', (text) => text],
  [
    'scope of another kind',
    (text) => text.replaceAll('cluster-wide: "true"', 'namespace-wide: "true"'),
  ],
  ['name', (text) => text.replaceAll('name: redis-auth', 'name: redis').replace(/.*wide.*\n/g, '')],
  ['namespace', (text) => text.replaceAll('budget-dev', 'budget-prod')],
])(
  'a file for another %s is sealed anew when all of it is given, and its remarks stay',
  (_, edit) => {
    const repository = aRepository();
    repository.fill('redis-auth', { REDIS_PASSWORD: 'x' });
    repository.seal('redis-auth', { scope: 'cluster-wide' });
    const path = repository.sealed('redis-auth');
    repository.write(path, `# why\n${edit(repository.read(path))}# end\n`);
    expect(repository.seal()).toMatchObject([{ sealed: ['REDIS_PASSWORD'], kept: [] }]);
    expect(
      repository.status().secrets.find(({ secret }) => secret === 'redis-auth')?.problems,
    ).toEqual([]);
    expect(repository.opened('redis-auth')).toEqual({ REDIS_PASSWORD: 'x' });
    expect(repository.read(path)).toMatch(/^# why\n[^]*# end\n$/);
    expect(repository.read(path)).not.toContain('wide');
  },
);
