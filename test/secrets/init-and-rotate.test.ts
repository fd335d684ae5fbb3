import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { paths } from '../../src/plan/paths.ts';
import { aPlan } from '../docs/a-plan.ts';
import { aRepository } from './a-repository.ts';

const app = 'budget-server-secrets';
const owner = 'postgres-deployment-credentials';
const stringData = (text: string): Record<string, string> =>
  (parse(text) as { stringData: Record<string, string> }).stringData;

describe('init', () => {
  test.each([
    ['name', 'name: redis-auth', 'name: another'],
    ['namespace', 'namespace: budget-dev', 'namespace: budget-prod'],
  ])('writes what is sealed for another %s again', (_, own, other) => {
    const repository = aRepository();
    repository.init();
    repository.write(
      repository.plain('registry-credentials'),
      repository.read(repository.plain('registry-credentials')).replaceAll('REPLACE_ME', 'robot'),
    );
    repository.seal();
    const [plain, sealed] = [
      repository.plain('redis-auth'),
      paths.sealedSecret('dev', 'redis-auth'),
    ];
    rmSync(join(repository.root, plain));
    const stateOf = (): string | undefined =>
      repository.init().find(({ secret }) => secret === 'redis-auth')?.state;
    expect(stateOf()).toBe('sealed');
    const text = repository.read(sealed);
    expect(text).toContain(own);
    repository.write(sealed, text.replaceAll(own, other));
    expect(stateOf()).toBe('written');
  });

  test('writes every skeleton, closed to others, and fills in what nobody needs to be asked', () => {
    const repository = aRepository();
    expect(
      repository
        .init()
        .map(({ secret, state, random, derived, open }) => [secret, state, random, derived, open]),
    ).toEqual([
      [app, 'written', ['JWT_SECRET'], ['DATABASE_URL', 'USER_DATABASE_URL', 'REDIS_URL'], []],
      [owner, 'written', ['password'], [], []],
      ['postgres-userdata-credentials', 'written', ['password'], [], []],
      ['redis-auth', 'written', ['REDIS_PASSWORD'], [], []],
      ['registry-credentials', 'written', [], [], ['.dockerconfigjson']],
    ]);
    const values = stringData(repository.read(repository.plain(app)));
    const { username, password = '' } = stringData(repository.read(repository.plain(owner)));
    expect([
      repository.modeOf(repository.plain(app)),
      repository.modeOf('k8s/overlays/dev/secrets'),
    ]).toEqual(['600', '700']);
    expect(username).toBe('budget');
    expect(password).toMatch(/^[\w-]{43}$/);
    expect(values['DATABASE_URL']).toBe(
      `postgresql://budget:${password}@postgres-db-rw:5432/budget`,
    );
    expect(new URL(values['REDIS_URL'] ?? '').password).toBe(
      stringData(repository.read(repository.plain('redis-auth')))['REDIS_PASSWORD'],
    );
    expect(repository.read(repository.plain(app))).not.toContain('Generated');
    expect(() => repository.seal()).toThrow(/\.dockerconfigjson: still contains REPLACE_ME/);
  });

  test('makes another value each time and for each environment', () => {
    const passwords = [aRepository(), aRepository(), aRepository(aPlan(), 'prod')].map(
      (repository) => {
        repository.init();
        return repository.read(repository.plain('redis-auth'));
      },
    );
    expect(new Set(passwords.map((text) => stringData(text)['REDIS_PASSWORD'])).size).toBe(3);
  });

  test('keeps what stands there, and derives from it with what a URL needs encoded', () => {
    const repository = aRepository();
    repository.fill('redis-auth', { REDIS_PASSWORD: 'a/b@c:d' });
    const before = repository.read(repository.plain('redis-auth'));
    expect(repository.init().find(({ secret }) => secret === 'redis-auth')).toMatchObject({
      state: 'kept',
      open: [],
    });
    expect(repository.read(repository.plain('redis-auth'))).toBe(before);
    expect(stringData(repository.read(repository.plain(app)))['REDIS_URL']).toBe(
      'redis://:a%2Fb%40c%3Ad@redis:6379',
    );
  });

  test('never asks again for what is sealed, so that no running database gets another password', () => {
    const repository = aRepository();
    repository.fill('redis-auth', { REDIS_PASSWORD: 'x' });
    repository.fill(app, { JWT_SECRET: 'x', DATABASE_URL: 'x', USER_DATABASE_URL: 'x' });
    repository.seal();
    const fresh = aRepository();
    for (const secret of ['redis-auth', app])
      fresh.write(fresh.sealed(secret), repository.read(repository.sealed(secret)));
    const skeletons = fresh.init();
    expect(skeletons.find(({ secret }) => secret === 'redis-auth')).toMatchObject({
      state: 'sealed',
    });
    expect(fresh.exists(fresh.plain('redis-auth'))).toBe(false);
    expect(skeletons.find(({ secret }) => secret === app)).toMatchObject({
      state: 'written',
      open: ['REDIS_URL'],
    });
    expect(stringData(fresh.read(fresh.plain(app)))).toEqual({
      REDIS_URL: 'redis://:REPLACE_ME@redis:6379',
    });
  });
});

describe('rotate', () => {
  const sealedRepository = () => {
    const repository = aRepository();
    repository.init();
    repository.write(
      repository.plain('registry-credentials'),
      repository.read(repository.plain('registry-credentials')).replaceAll('REPLACE_ME', 'robot'),
    );
    repository.seal();
    return repository;
  };

  test('makes a new password and seals the URL that holds it, and nothing else', () => {
    const repository = sealedRepository();
    const before = { ...repository.opened(app), ...repository.opened(owner) };
    const files = repository.environment.secrets.map(({ name }) =>
      repository.read(repository.sealed(name)),
    );
    const { sealed, readers, plain } = repository.rotate(owner);
    const after = { ...repository.opened(app), ...repository.opened(owner) };
    expect(sealed.map(({ secret, sealed: keys }) => [secret, keys])).toEqual([
      [owner, ['password']],
      [app, ['DATABASE_URL']],
    ]);
    expect(
      Object.keys(after)
        .filter((at) => after[at] !== before[at])
        .sort(),
    ).toEqual(['DATABASE_URL', 'password']);
    expect(after['DATABASE_URL']).toBe(
      `postgresql://budget:${String(after['password'])}@postgres-db-rw:5432/budget`,
    );
    expect(
      repository.environment.secrets
        .map(({ name }) => repository.read(repository.sealed(name)))
        .filter((text, index) => text !== files[index]),
    ).toHaveLength(2);
    expect(readers).toEqual(['postgres-db', 'budget-server']);
    expect(plain).toEqual([repository.plain(owner), repository.plain(app)]);
  });

  test('brings plain files along, so that sealing them again changes nothing', () => {
    const repository = sealedRepository();
    repository.rotate('redis-auth');
    const after = repository.opened('redis-auth');
    expect(repository.seal().flatMap(({ sealed }) => sealed)).toEqual([]);
    expect(stringData(repository.read(repository.plain('redis-auth')))).toEqual(after);
    expect(repository.modeOf(repository.plain('redis-auth'))).toBe('600');
    expect(repository.read(repository.plain('redis-auth'))).toContain('# A long random password');
  });

  test('takes a value that only a person knows, and refuses what seal refuses', () => {
    const repository = sealedRepository();
    const config = '{"auths":{"harbor.example.com":{"username":"a","password":"b"}}}';
    repository.rotate('registry-credentials', { given: { '.dockerconfigjson': config } });
    expect(repository.opened('registry-credentials')).toEqual({ '.dockerconfigjson': config });
    expect(() =>
      repository.rotate('registry-credentials', { given: { '.dockerconfigjson': 'REPLACE_ME' } }),
    ).toThrow(/still contains REPLACE_ME/);
    expect(repository.opened('registry-credentials')).toEqual({ '.dockerconfigjson': config });
  });

  test.each([
    [app, 'DATABASE_URL', /is derived from password of postgres-deployment-credentials/],
    [owner, 'username', /is fixed by the config: "budget"/],
    [owner, 'pasword', /did you mean "password"/],
  ])('of %s %s is refused', (secret, at, message) => {
    expect(() => sealedRepository().rotate(secret, { key: at })).toThrow(message);
  });
});
