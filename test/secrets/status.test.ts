import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { paths } from '../../src/plan/paths.ts';
import { aCertificate, day } from './a-certificate.ts';
import { aRepository, certificatePem, key } from './a-repository.ts';

const list = paths.secrets('dev', 'kustomization.yaml');
const sealed = 'sealed-redis-auth.yaml';

/** Everything sealed, and the certificate there. */
function soundRepository() {
  const repository = aRepository();
  repository.init();
  repository.write(
    repository.plain('registry-credentials'),
    repository.read(repository.plain('registry-credentials')).replaceAll('REPLACE_ME', 'robot'),
  );
  repository.seal();
  repository.write(paths.sealingCertificate('dev'), certificatePem);
  return repository;
}

type Repository = ReturnType<typeof soundRepository>;

/** Every problem as one text. */
const problemsOf = (repository: Repository): string => {
  const { certificate, secrets, problems } = repository.status();
  return [
    ...certificate.problems,
    ...problems,
    ...secrets.flatMap((secret) => [
      ...secret.problems,
      ...secret.keys
        .filter(({ state }) => state !== 'sealed')
        .map(({ key: at, state }) => `${at} is ${state}`),
    ]),
  ].join('\n');
};

test('what is sealed for its place is sound', () => {
  const repository = soundRepository();
  expect(problemsOf(repository)).toBe('');
  expect(repository.status()).toMatchObject({
    ok: true,
    extra: [],
    certificate: { present: true, ageDays: 1, expiresInDays: 3649 },
  });
});

test('before anything is sealed every key is missing', () => {
  const { ok, secrets } = aRepository().status();
  expect(ok).toBe(false);
  expect(secrets.flatMap(({ keys }) => keys.map(({ state }) => state))).toEqual(
    Array.from({ length: 10 }, () => 'missing'),
  );
});

test.each<[string, (folder: string) => void, RegExp]>([
  [
    'a link',
    (folder) => {
      symlinkSync('kustomization.yaml', join(folder, 'more.secret.yaml'));
    },
    /more\.secret\.yaml is a symbolic link/,
  ],
  [
    'a name that is not UTF-8',
    (folder) => {
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/a`), Buffer.from([0xff])]), '');
    },
    /has a name that is not UTF-8/,
  ],
  [
    'a pipe',
    (folder) => {
      execFileSync('mkfifo', [join(folder, 'pipe')]);
    },
    /pipe is neither a file nor a folder/,
  ],
])('%s in the folder of secrets is said, because nothing reads it', (_, put, message) => {
  const repository = soundRepository();
  put(join(repository.root, paths.overlay('dev', 'secrets')));
  expect(problemsOf(repository)).toMatch(message);
});

describe('it is found', () => {
  const edit = (from: string | RegExp, to: string) => (repository: Repository) => {
    const path = repository.sealed('redis-auth');
    const text = repository.read(path).replace(from, to);
    expect(text).not.toBe(repository.read(path));
    repository.write(path, text);
  };
  test.each<[string, (repository: Repository) => void, RegExp]>([
    [
      'that the name is another',
      edit('name: redis-auth', 'name: redis'),
      /^is sealed for name "redis"/m,
    ],
    [
      'that the namespace is another',
      edit('namespace: budget-dev', 'namespace: budget'),
      /^is sealed for namespace "budget", but must be for "budget-dev"/m,
    ],
    [
      'that the scope is another',
      edit(
        'metadata:\n',
        'metadata:\n  annotations: {sealedsecrets.bitnami.com/namespace-wide: "true"}\n',
      ),
      /^is sealed with scope namespace-wide, but must have strict/m,
    ],
    [
      'that the type is another',
      edit('type: Opaque', 'type: kubernetes.io/tls'),
      /^creates a Secret of type kubernetes.io\/tls/m,
    ],
    [
      'that its template names another namespace',
      edit(/namespace: budget-dev\n {4}type/, 'namespace: x\n    type'),
      /^names another namespace in its template: "x"/m,
    ],
    [
      'that a value is truncated',
      edit(/(REDIS_PASSWORD: .{40}).*/, '$1'),
      /^REDIS_PASSWORD is truncated\nREDIS_PASSWORD is wrong/m,
    ],
    [
      'that a value is plain',
      edit(/REDIS_PASSWORD: .*/, 'REDIS_PASSWORD: hunter2!'),
      /^REDIS_PASSWORD is not base64/m,
    ],
    [
      'that a key is missing',
      edit('REDIS_PASSWORD', 'REDIS_PASSWORDS'),
      /^REDIS_PASSWORD is missing/m,
    ],
    ['that it is no YAML', edit('spec:', 'spec: ['), /sealed-redis-auth\.yaml is not YAML/m],
    [
      'that the list lacks a file',
      (repository) => {
        repository.write(list, repository.read(list).replace(`  - ${sealed}\n`, ''));
      },
      /^sealed-redis-auth\.yaml is not in the list/m,
    ],
    [
      'that the list has one too many',
      (repository) => {
        repository.write(list, `${repository.read(list)}  - sealed-gone.yaml\n`);
      },
      /^kustomization\.yaml lists sealed-gone\.yaml, which does not exist/m,
    ],
    [
      'that the list is gone',
      (repository) => {
        rmSync(join(repository.root, list));
      },
      /kustomization\.yaml is missing/m,
    ],
    [
      'that the certificate has expired',
      (repository) => {
        repository.write(
          paths.sealingCertificate('dev'),
          aCertificate({
            key,
            from: new Date(Date.now() - 2 * day),
            until: new Date(Date.now() - day),
          }).pem,
        );
      },
      /^has expired/m,
    ],
    [
      'that the certificate is none',
      (repository) => {
        repository.write(paths.sealingCertificate('dev'), 'x\n');
      },
      /not a certificate in PEM form/m,
    ],
    [
      'that others may read a plain file',
      (repository) => {
        chmodSync(join(repository.root, repository.plain('redis-auth')), 0o640);
      },
      /^other users can read .*redis-auth\.secret\.yaml: chmod 600/m,
    ],
    [
      'that git tracks a plain file',
      (repository) => {
        execFileSync('git', ['init', '--quiet', repository.root]);
        execFileSync('git', [
          '-C',
          repository.root,
          'add',
          '--force',
          repository.plain('redis-auth'),
        ]);
      },
      /^git tracks .*redis-auth\.secret\.yaml/m,
    ],
    [
      'that another environment has the same sealed value',
      (repository) => {
        repository.write(
          paths.sealedSecret('prod', 'redis-auth'),
          repository.read(repository.sealed('redis-auth')).replaceAll('budget-dev', 'budget-prod'),
        );
      },
      /^REDIS_PASSWORD is the same sealed value as in prod/m,
    ],
  ])('%s', (_, change, message) => {
    const repository = soundRepository();
    change(repository);
    expect(problemsOf(repository)).toMatch(message);
    expect(repository.status().ok).toBe(false);
  });
});

test('what the plan does not know is told, and no problem', () => {
  const repository = soundRepository();
  repository.write(
    paths.secrets('dev', 'sealed-old.yaml'),
    repository.read(repository.sealed('redis-auth')),
  );
  repository.write(list, `${repository.read(list)}  - sealed-old.yaml\n`);
  const path = repository.sealed('redis-auth');
  repository.write(
    path,
    repository
      .read(path)
      .replace(/( +)REDIS_PASSWORD: (.*)\n/, '$1REDIS_PASSWORD: $2\n$1OLD: $2\n'),
  );
  expect(repository.status()).toMatchObject({
    ok: true,
    extra: ['k8s/overlays/dev/secrets/sealed-old.yaml'],
  });
  expect(
    repository.status().secrets.find(({ secret }) => secret === 'redis-auth')?.unknown,
  ).toEqual(['OLD']);
});
