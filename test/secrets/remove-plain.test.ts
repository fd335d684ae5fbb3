import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inputFromText, inputsFromFiles } from '../../src/secrets/inputs.ts';
import { removePlain } from '../../src/secrets/remove-plain.ts';
import { aPlan } from '../docs/a-plan.ts';
import { aRepository } from './a-repository.ts';

const app = 'budget-server-secrets';
const manifest = (rest: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: ${app}, namespace: budget-dev}\n${rest}`;

/** Seals lines of stdin with `--remove` where a plain file stands, and says what became of that. */
function afterStdin(plain: string, lines: string) {
  const repository = aRepository();
  const path = repository.plain(app);
  repository.write(path, plain);
  const [result] = repository.sealInputs(
    [
      inputFromText(lines, {
        environment: repository.environment,
        scope: 'strict',
        secret: app,
      }),
    ],
    { remove: true },
  );
  return {
    kept: result?.removal?.kept,
    isThere: repository.exists(path),
    isAsBefore: repository.exists(path) && repository.read(path) === plain,
  };
}

test.each<[string, string, string, RegExp]>([
  [
    'that stdin does not hold',
    'stringData: {JWT_SECRET: a, REDIS_URL: b, DATABASE_URL: c}\n',
    'JWT_SECRET=a\n',
    /^its value of REDIS_URL, DATABASE_URL was not sealed in this run$/,
  ],
  [
    'that is another one than on stdin',
    'stringData: {JWT_SECRET: a}\n',
    'JWT_SECRET=b\n',
    /^it has another value of JWT_SECRET than what is sealed$/,
  ],
  ['that differs in a line end', 'stringData: {JWT_SECRET: "a\\n"}\n', 'JWT_SECRET=a\n', /another/],
  [
    'of another spelling in Unicode',
    'stringData: {JWT_SECRET: "e\\u0301"}\n',
    'JWT_SECRET=\u00e9\n',
    /another/,
  ],
  [
    'that its own stringData replaces',
    `data: {JWT_SECRET: ${Buffer.from('old').toString('base64')}}\nstringData: {JWT_SECRET: a}\n`,
    'JWT_SECRET=a\n',
    /another value of JWT_SECRET/,
  ],
  [
    'in a field that is misspelt',
    'stringdata: {REDIS_URL: b}\nstringData: {JWT_SECRET: a}\n',
    'JWT_SECRET=a\n',
    /field 4: unknown field of a Secret; did you mean "stringData"/,
  ],
  ['that cannot be read', 'stringData: {JWT_SECRET: 12}\n', 'JWT_SECRET=12\n', /must be text/],
  ['of no known key', 'stringData: {JWT_SECRET: a, OLD: x}\n', 'JWT_SECRET=a\n', /value of OLD/],
  [
    'in a second document',
    'stringData: {JWT_SECRET: a}\n---\nstringData: {REDIS_URL: b}\n',
    'JWT_SECRET=a\n',
    /exactly one Secret/,
  ],
  [
    'that base64 writes otherwise',
    'data: {JWT_SECRET: "YR=="}\n',
    'JWT_SECRET=a\n',
    /must be base64/,
  ],
])('--stdin --remove keeps a plain file with a value %s, and says why', (_, rest, lines, why) => {
  const { kept, isAsBefore } = afterStdin(manifest(rest), lines);
  expect(kept).toMatch(why);
  expect(isAsBefore).toBe(true);
});

test.each([
  ['as text', 'stringData: {JWT_SECRET: a, REDIS_URL: b}\n'],
  ['as base64', 'data: {JWT_SECRET: YQ==}\nstringData: {REDIS_URL: b}\n'],
  ['in part', 'stringData: {JWT_SECRET: a}\n'],
])('--stdin --remove deletes a plain file that has the same values %s', (_, rest) => {
  expect(afterStdin(manifest(rest), 'JWT_SECRET=a\nREDIS_URL=b\n')).toEqual({
    kept: undefined,
    isThere: false,
    isAsBefore: false,
  });
});

test('without a plain file there is nothing to tell', () => {
  const repository = aRepository();
  const wanted = { environment: repository.environment, scope: 'strict', secret: app } as const;
  expect(
    repository.sealInputs([inputFromText('JWT_SECRET=a\n', wanted)], { remove: true })[0]?.removal,
  ).toBeUndefined();
});

test('a file that was saved while it was sealed stays', () => {
  const repository = aRepository(aPlan());
  repository.fill('redis-auth', { REDIS_PASSWORD: 'x' });
  repository.fill(app, { JWT_SECRET: 'a' });
  const inputs = inputsFromFiles(repository.root, {
    environment: repository.environment,
    scope: 'strict',
    secret: undefined,
  });
  appendFileSync(join(repository.root, repository.plain(app)), '# a note\n');
  const results = repository.sealInputs(inputs, { remove: true });
  expect(results.map(({ secret, removal }) => [secret, removal?.kept])).toEqual([
    [app, 'it changed during the run'],
    ['redis-auth', undefined],
  ]);
  expect([
    repository.exists(repository.plain(app)),
    repository.exists(repository.plain('redis-auth')),
  ]).toEqual([true, false]);
});

test('what is unchanged counts as sealed only when it stands there', () => {
  const repository = aRepository();
  repository.fill('redis-auth', { REDIS_PASSWORD: 'x' });
  repository.seal();
  expect(repository.seal(undefined, { remove: true })).toMatchObject([
    { unchanged: ['REDIS_PASSWORD'], removal: { kept: undefined } },
  ]);
  expect(repository.exists(repository.plain('redis-auth'))).toBe(false);
  const path = join(repository.root, 'plain.yaml');
  writeFileSync(path, manifest('stringData: {A: x}\n'));
  const before = readFileSync(path);
  expect(
    removePlain(repository.root, { path: 'plain.yaml', before, standing: new Map() }),
  ).toMatchObject({ kept: expect.stringContaining('not sealed') });
  rmSync(path);
  expect(
    removePlain(repository.root, { path: 'plain.yaml', before, standing: new Map() }),
  ).toBeUndefined();
});

test('a plain file that is saved while it is brought up to date is not overwritten, and nothing is sealed', () => {
  const repository = aRepository();
  repository.fill('redis-auth', { REDIS_PASSWORD: 'x' });
  const path = repository.plain('redis-auth');
  const before = readFileSync(join(repository.root, path));
  const inputs = inputsFromFiles(repository.root, {
    environment: repository.environment,
    scope: 'strict',
    secret: undefined,
  });
  repository.write(path, `# theirs\n${repository.read(path)}`);
  expect(() =>
    repository.sealInputs(inputs, {
      plain: [{ path, before, bytes: Buffer.from('new'), mode: 0o600 }],
    }),
  ).toThrow(/changed during the run/);
  expect(repository.read(path)).toContain('# theirs');
  expect(repository.exists(repository.sealed('redis-auth'))).toBe(false);
});
