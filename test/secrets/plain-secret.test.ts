import { describe, expect, test } from 'vitest';
import { inputFromText } from '../../src/secrets/inputs.ts';
import { isLines, parseLines, parseManifest } from '../../src/secrets/plain-secret.ts';
import { problemsOf } from '../../src/secrets/values.ts';
import { aPlan } from '../docs/a-plan.ts';

const [environment] = aPlan().environments;
if (environment === undefined) throw new Error('no environment');
const wanted = { environment, scope: 'strict', secret: undefined } as const;
const secretOf = (name: string) => {
  const secret = environment.secrets.find((candidate) => candidate.name === name);
  if (secret === undefined) throw new Error(name);
  return secret;
};
const manifest = (metadata: string, rest: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata: ${metadata}\n${rest}`;

/** What an error says to a person, all of it. */
function said(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof Error && 'hint' in error
      ? `${error.message}\n${String(error.hint)}`
      : `not ours: ${String(error)}`;
  }
  return '';
}

describe('a manifest', () => {
  test('has text and base64, and text wins as in Kubernetes', () => {
    const { values } = parseManifest(
      manifest('{name: a}', 'data: {A: b2xk, B: "aGk=\\n"}\nstringData: {A: new}\n'),
      'x',
    );
    expect(Object.fromEntries([...values].map(([key, value]) => [key, value.toString()]))).toEqual({
      A: 'new',
      B: 'hi',
    });
  });

  test('may be JSON', () => {
    expect(
      parseManifest('{"apiVersion":"v1","kind":"Secret","stringData":{"A":"x"}}', 'x')
        .values.get('A')
        ?.toString(),
    ).toBe('x');
  });

  test.each<[string, string, RegExp]>([
    [
      'a number',
      'stringData:\n  canary-key: 4711\n',
      /key 1 of stringData: must be text: quote it/,
    ],
    [
      'what old YAML takes for false',
      'stringData:\n  k: no\n',
      /key 1 of stringData: must be text/,
    ],
    ['no base64', 'data:\n  k: "canary!"\n', /key 1 of data: must be base64/],
    [
      'a token that the parser would quote',
      'stringData:\n  k: "canary" canary\n',
      /is not YAML: line 5/,
    ],
    ['an alias that the parser would quote', 'stringData:\n  k: *canary\n', /alias/],
    ['a key without a value', 'stringData:\n  k: canary: canary\n', /not YAML/],
    [
      'a value in the place of a field',
      'canary: {k: x}\n',
      /field 4: unknown field of a Secret \(known: .*stringData/,
    ],
    [
      'a slip in a field',
      'stringDta: {k: canary}\n',
      /field 4: unknown field of a Secret; did you mean "stringData"/,
    ],
    ['two documents', 'stringData: {k: canary}\n---\nkind: Secret\n', /exactly one Secret/],
  ])('with %s is refused without a word of it', (_, rest, message) => {
    const text = said(() => parseManifest(manifest('{name: a}', rest), 'x'));
    expect(text).toMatch(message);
    expect(text).not.toContain('canary');
  });

  test.each<[string, string, string, RegExp]>([
    [
      'name',
      '{name: redis, namespace: budget-dev}',
      '',
      /unknown secret of dev\nKnown: .*redis-auth/,
    ],
    [
      'namespace',
      '{name: redis-auth, namespace: budget-prod}',
      '',
      /its namespace is "budget-prod", but must be "budget-dev"/,
    ],
    [
      'type',
      '{name: redis-auth, namespace: budget-dev}',
      'type: kubernetes.io/tls\n',
      /its type is "kubernetes.io\/tls", but must be "Opaque"/,
    ],
    [
      'scope',
      '{name: redis-auth, annotations: {sealedsecrets.bitnami.com/cluster-wide: "true"}}',
      '',
      /set scope cluster-wide, but the scope must be strict/,
    ],
  ])('for another %s is refused, and the message says which', (_, metadata, rest, message) => {
    expect(
      said(() =>
        inputFromText(manifest(metadata, `${rest}stringData: {REDIS_PASSWORD: canary}\n`), wanted),
      ),
    ).toMatch(message);
  });

  test('for another secret than the one that is named is refused', () => {
    expect(
      said(() =>
        inputFromText(manifest('{name: redis-auth}', 'stringData: {REDIS_PASSWORD: x}\n'), {
          ...wanted,
          secret: 'registry-credentials',
        }),
      ),
    ).toMatch(/its name is "redis-auth", but must be "registry-credentials"/);
  });
});

describe('lines of KEY=value', () => {
  test('are told from a manifest, and keep their value as it is', () => {
    expect([
      isLines('\n# why\nA=b\n'),
      isLines('apiVersion: v1\nx: a=b\n'),
      isLines('{"kind": "Secret"}'),
    ]).toEqual([true, false, false]);
    const values = parseLines('# remark\nA= x=y # "z" \r\n\nB=2\n', 'stdin', ['A', 'B']);
    expect(Object.fromEntries([...values].map(([key, value]) => [key, value.toString()]))).toEqual({
      A: ' x=y # "z" ',
      B: '2',
    });
  });

  test.each<[string, string, RegExp]>([
    ['a value alone', 'A=1\ncanary\n', /line 2: use KEY=value/],
    ['a value that looks like a key', 'canary==\n', /line 1: unknown key \(known: JWT_SECRET\)/],
    ['a slip', 'JWT_SECRT=canary\n', /line 1: .*did you mean "JWT_SECRET"/],
    ['a key twice', 'JWT_SECRET=canary\nJWT_SECRET=canary\n', /twice/],
  ])('with %s are refused without a word of it', (_, text, message) => {
    const answer = said(() => parseLines(text, 'stdin', ['JWT_SECRET']));
    expect(answer).toMatch(message);
    expect(answer).not.toContain('canary');
  });

  test('need the name of their secret', () => {
    expect(said(() => inputFromText('A=canary\n', wanted))).toMatch(
      /require a secret.*\n.*<secret> --stdin/s,
    );
  });
});

test.each<[string, string, Record<string, string>, RegExp[]]>([
  [
    'a key that nobody reads',
    'redis-auth',
    { REDIS_PASWORD: 'x' },
    [/unknown key of redis-auth; did you mean "REDIS_PASSWORD"/],
  ],
  ['an empty value', 'redis-auth', { REDIS_PASSWORD: '' }, [/is empty/]],
  [
    'a value to fill in',
    'redis-auth',
    { REDIS_PASSWORD: 'REPLACE_ME' },
    [/still contains REPLACE_ME/],
  ],
  [
    'a URL to fill in',
    'budget-server-secrets',
    { DATABASE_URL: 'postgresql://budget:REPLACE_ME@h/d' },
    [/still contains REPLACE_ME/],
  ],
  [
    'another user than the owner',
    'postgres-userdata-credentials',
    { username: 'root', password: 'x' },
    [/username: must be "userdata"/],
  ],
  [
    'a registry password that is no JSON',
    'registry-credentials',
    { '.dockerconfigjson': 'canary' },
    [/JSON with an object "auths"/],
  ],
  [
    'several things',
    'postgres-userdata-credentials',
    { username: '', password: 'REPLACE_ME' },
    [/username/, /password/],
  ],
  ['nothing', 'redis-auth', { REDIS_PASSWORD: 'x' }, []],
])('values with %s: every problem is told, and no value', (_, name, values, messages) => {
  const problems = problemsOf(
    secretOf(name),
    new Map(Object.entries(values).map(([key, value]) => [key, Buffer.from(value)])),
  );
  expect(problems).toHaveLength(messages.length);
  for (const [index, message] of messages.entries()) expect(problems[index]).toMatch(message);
  expect(problems.join()).not.toContain('canary');
});
