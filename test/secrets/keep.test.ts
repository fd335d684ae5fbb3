import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { secretFiles } from '../../src/files/secrets/index.ts';
import { paths } from '../../src/plan/paths.ts';
import { keepSealed } from '../../src/secrets/keep.ts';
import { aPlan } from '../docs/a-plan.ts';
import { aRepository, certificatePem } from './a-repository.ts';
import { write } from './repository.ts';

const owner = 'postgres-userdata-credentials';
const cache = 'redis-auth';
const words = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
};

type Repository = ReturnType<typeof aRepository>;

const annotationsIn = (text: string): unknown =>
  (parse(text) as { metadata: { annotations?: unknown } }).metadata.annotations;
const annotationsOf = (repository: Repository, secret: string): unknown =>
  annotationsIn(repository.read(repository.sealed(secret)));

function sealed(repository: Repository): Repository {
  repository.fill(owner, { username: 'userdata', password: 'x' });
  repository.fill(cache, { REDIS_PASSWORD: 'x' });
  repository.seal();
  return repository;
}

/** A sealed file as it was before, with something of its people in its annotations. */
function unkept(repository: Repository): string {
  const path = repository.sealed(owner);
  const text = repository
    .read(path)
    .replace(/ {2}annotations:\n(?: {4}argocd.*\n)+/, '')
    .replace(
      'metadata:\n',
      'metadata:\n  # ours\n  annotations: {argocd.argoproj.io/sync-options: Replace=true}\n',
    );
  repository.write(path, text);
  return text;
}

const problemsOf = (repository: Repository): string =>
  repository
    .status()
    .secrets.flatMap(({ problems }) => problems)
    .join('\n');

describe('the sealed file of a secret that a kept store reads', () => {
  test.each(['strict', 'cluster-wide'] as const)('stays with scope %s, and no other', (scope) => {
    const repository = sealed(aRepository(aPlan({ secrets: { kind: 'sealed-secrets', scope } })));
    expect(annotationsOf(repository, owner)).toMatchObject(words);
    expect(JSON.stringify(annotationsOf(repository, cache) ?? {})).not.toContain('argocd');
    expect(repository.read(repository.sealed(owner)).match(/argocd/g)).toHaveLength(2);
    expect(problemsOf(repository)).toBe('');
  });

  test('says nothing where nobody reads it', () => {
    const repository = sealed(aRepository(aPlan({ delivery: { kind: 'push' } })));
    expect(annotationsOf(repository, owner)).toBeUndefined();
    expect(problemsOf(repository)).toBe('');
  });

  test('that was sealed before is found, and gets its words without a value', () => {
    const repository = sealed(aRepository());
    const before = unkept(repository);
    expect(problemsOf(repository)).toMatch(
      /^lacks argocd.*sync-options: Replace=true,Prune=false,Delete=false and .*gitops-service seal dev postgres-userdata-credentials$/,
    );
    expect(keepSealed(repository.root, repository.environment, cache)).toEqual([]);
    expect(keepSealed(repository.root, repository.environment, undefined)).toEqual([
      repository.sealed(owner),
    ]);
    expect(annotationsOf(repository, owner)).toEqual({
      ...words,
      'argocd.argoproj.io/sync-options': 'Replace=true,Prune=false,Delete=false',
    });
    const after = repository.read(repository.sealed(owner));
    expect(after).toContain('  # ours\n');
    expect(after.slice(after.indexOf('spec:'))).toBe(before.slice(before.indexOf('spec:')));
    expect(problemsOf(repository)).toBe('');
    expect(keepSealed(repository.root, repository.environment, undefined)).toEqual([]);
  });

  test('gets them when a value of it is sealed again', () => {
    const repository = sealed(aRepository());
    unkept(repository);
    repository.rotate(owner);
    expect(annotationsOf(repository, owner)).toMatchObject({
      'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
    });
  });

  test('keeps them when the store leaves the config: nobody takes away what holds the values', () => {
    const repository = sealed(aRepository());
    const text = repository.read(repository.sealed(owner));
    const without = {
      ...repository.environment,
      secrets: repository.environment.secrets.map((secret) => ({ ...secret, keep: {} })),
    };
    expect(keepSealed(repository.root, without, undefined)).toEqual([]);
    expect(repository.read(repository.sealed(owner))).toBe(text);
  });
});

const kubeseal = (annotations: string): string => `#!/usr/bin/env bash
name=$(sed -n 's/^  name: //p')
printf -- '---\\napiVersion: bitnami.com/v1alpha1\\nkind: SealedSecret\\nmetadata:\\n'
printf '${annotations}  name: %s\\n' "$name"
printf '  namespace: budget-dev\\nspec:\\n  encryptedData:\\n    password: x\\n  template:\\n    metadata:\\n'
printf '      name: %s\\n' "$name"
`;

test.skipIf(process.platform === 'win32').each([
  ['strict', ''],
  [
    'cluster-wide',
    String.raw`  annotations:\n    sealedsecrets.bitnami.com/cluster-wide: "true"\n`,
  ],
])('convert-secret.sh writes the same words on what kubeseal made, %s', (_, scope) => {
  const repository = aRepository();
  repository.fill(owner, { username: 'userdata', password: 'x' });
  repository.fill(cache, { REDIS_PASSWORD: 'x' });
  repository.write(paths.sealingCertificate('dev'), certificatePem);
  write(repository.root, 'bin/kubeseal', kubeseal(scope), 0o755);
  execFileSync(join(repository.root, paths.sealScript), ['dev'], {
    env: { PATH: `${join(repository.root, 'bin')}:${process.env['PATH'] ?? ''}` },
    stdio: 'pipe',
  });
  const own = scope === '' ? {} : { 'sealedsecrets.bitnami.com/cluster-wide': 'true' };
  expect(annotationsOf(repository, owner)).toEqual({ ...words, ...own });
  expect(annotationsOf(repository, cache) ?? {}).toEqual(own);
  expect(repository.read(repository.sealed(owner)).match(/argocd/g)).toHaveLength(2);
});

test.skipIf(process.platform === 'win32')(
  'one script seals every environment, and the one in a folder only that of its folder',
  () => {
    const secrets = { kind: 'sealed-secrets', scriptInFolders: true };
    const repository = aRepository(aPlan({ secrets }));
    const { root } = repository;
    write(root, 'bin/kubeseal', kubeseal('').replace('budget-dev', `'"$6"'`), 0o755);
    const env = { PATH: `${join(root, 'bin')}:${process.env['PATH'] ?? ''}` };
    for (const name of ['dev', 'prod']) {
      write(root, paths.sealingCertificate(name), certificatePem);
      write(root, paths.plainSecret(name, cache), `kind: Secret\nmetadata:\n  name: ${cache}\n`);
    }
    const isSealed = () =>
      ['dev', 'prod'].map((name) => repository.exists(paths.sealedSecret(name, cache)));
    const folder = join(root, paths.overlay('prod', 'secrets'));
    execFileSync('bash', ['convert-secret.sh', cache], { cwd: folder, env, stdio: 'pipe' });
    expect(isSealed()).toEqual([false, true]);
    execFileSync(join(root, paths.sealScript), ['dev'], { env, stdio: 'pipe' });
    expect(isSealed()).toEqual([true, true]);
    for (const words of [[], ['prd']]) {
      const { status, stderr } = spawnSync(join(root, paths.sealScript), words, {
        env,
        encoding: 'utf8',
      });
      expect(status).toBe(2);
      expect(stderr).toContain('environments: dev, prod');
    }
  },
);

test('without being asked for, no folder has a script of its own', () => {
  const found = secretFiles(aPlan()).map(({ path }) => path);
  expect(found.filter((path) => path.endsWith('convert-secret.sh'))).toEqual([paths.sealScript]);
});
