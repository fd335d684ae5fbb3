import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { answer } from '../../src/cli/answer.ts';
import { allQuestions, questions } from '../../src/cli/create/questions/index.ts';
import { emptyFolder } from '../package/program.ts';
import { sampleOf } from '../sample.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

async function run(folder: string, words: readonly string[]) {
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  return answer('create-gitops-service', words);
}
const create = (folder: string, ...flags: readonly string[]) =>
  run(folder, ['orders', '--yes', '--no-install', '--no-git', ...flags]);

/** Values for the flags that a choice cannot do without. */
const needed: Readonly<Record<string, string>> = {
  host: 'prod=orders.example.com',
  gateway: 'gateways/public',
};

interface Choice {
  readonly flag: string;
  readonly value: string;
}

/** Every answer of every question that has a list of them, and what such a question is not asked for. */
const dimensions: readonly (readonly Choice[])[] = [
  ...allQuestions.flatMap(([flag, { choices, offers }]) =>
    choices === undefined || offers === undefined
      ? []
      : [choices.map((value) => ({ flag, value }))],
  ),
  ['dev', 'prod=release', 'one,two,three'].map((value) => ({ flag: 'environment', value })),
];

/** Rows that have every pair of two answers in one of them. */
function pairwise(): readonly (readonly Choice[])[] {
  const keyOf = (a: Choice, b: Choice) =>
    [a, b].map(({ flag, value }) => `${flag}=${value}`).join('&');
  const open = new Set(
    dimensions.flatMap((all, index) =>
      dimensions
        .slice(index + 1)
        .flatMap((others) => all.flatMap((a) => others.map((b) => keyOf(a, b)))),
    ),
  );
  const rows: Choice[][] = [];
  while (open.size > 0) {
    const row: Choice[] = [];
    for (const all of dimensions) {
      const gain = (choice: Choice) =>
        row.filter((other) => open.has(keyOf(other, choice))).length * 100 +
        [...open].filter((key) => key.split('&').includes(`${choice.flag}=${choice.value}`)).length;
      const [best] = all.toSorted((a, b) => gain(b) - gain(a));
      if (best !== undefined) row.push(best);
    }
    const before = open.size;
    for (const a of row) for (const b of row) open.delete(keyOf(a, b));
    if (open.size === before) throw new Error('a row without a new pair');
    rows.push(row);
  }
  return rows;
}

const wordsOf = (row: readonly Choice[]): readonly string[] => {
  const environments = row.find(({ flag }) => flag === 'environment')?.value.split(',') ?? [];
  const last = environments.at(-1)?.replace(/=.*/, '') ?? '';
  return row.flatMap(({ flag, value }) => {
    const offers = Object.entries(questions).find(([name]) => name === flag)?.[1];
    const needs: readonly string[] =
      offers !== undefined && 'offers' in offers
        ? (Object.entries(offers.offers as Record<string, { needs?: readonly string[] }>).find(
            ([name]) => name === value,
          )?.[1].needs ?? [])
        : [];
    return [
      ...value.split(',').flatMap((one) => [`--${flag}`, one]),
      ...needs.flatMap((name) => [`--${name}`, (needed[name] ?? '').replace('prod', last)]),
    ];
  });
};

const rows = sampleOf(pairwise(), 6).map(wordsOf);

describe('every pair of answers makes a service that is clean', () => {
  test.each(rows.map((words) => [words.join(' '), words] as const))('%s', async (_, words) => {
    const folder = emptyFolder();
    expect((await create(folder, ...words)).code).toBe(0);
    expect(await run(join(folder, 'orders'), ['check'])).toMatchObject({
      code: 0,
      data: { clean: true },
    });
  });
});

/** A value for each flag that says more of another answer. */
const details: Readonly<Record<string, string>> = {
  ...needed,
  'proxy-namespace': 'proxies',
  'ingress-class': 'nginx',
  'ingress-namespace': 'ingress-nginx',
  'tls-issuer': 'letsencrypt-prod',
  cluster: 'kubeconfig',
};

interface Offered {
  readonly takes?: readonly string[];
  readonly needs?: readonly string[];
}

const offered = allQuestions.flatMap(([flag, { offers = {} }]) =>
  Object.entries<Offered>(offers).map(([value, { takes = [], needs = [] }]) => ({
    flag,
    value,
    takes,
    needs,
  })),
);
const detailed = new Set(offered.filter(({ takes }) => takes.length > 0).map(({ flag }) => flag));

/** An answer with a flag that it has no use for, or without one that it needs. */
const refused = offered
  .filter(({ flag }) => detailed.has(flag))
  .flatMap(({ flag, value, takes, needs }) => {
    const typed = [`--${flag}`, value];
    const all = needs.flatMap((name) => [`--${name}`, details[name] ?? '']);
    const idle = Object.keys(details).filter(
      (name) =>
        !takes.includes(name) &&
        offered.some((other) => other.flag === flag && other.takes.includes(name)),
    );
    return [
      ...idle.map((name) => ({
        words: [...typed, ...all, `--${name}`, details[name] ?? ''],
        said: `--${name} requires --${flag} `,
      })),
      ...needs.map((name) => ({
        words: [
          ...typed,
          ...needs
            .filter((other) => other !== name)
            .flatMap((other) => [`--${other}`, details[other] ?? '']),
        ],
        said: `--${flag} ${value} requires --${name} <`,
      })),
    ];
  });

test('every flag that says more of an answer is tried where it has no use', () => {
  const taken = new Set(offered.flatMap(({ takes }) => takes));
  expect(Object.keys(details).toSorted()).toEqual([...taken].toSorted());
  expect(
    offered.flatMap(({ takes, needs }) => needs.filter((name) => !takes.includes(name))),
  ).toEqual([]);
});

describe('a combination that means nothing is refused with the flag, and nothing is written', () => {
  test.each<readonly [string, string]>([
    ...refused.map(({ words, said }) => [words.join(' '), said] as const),
    ['--host prod=a.example.com', '--host requires --routing ingress or gateway-api or istio'],
    ['--package-manager uv', '--package-manager or --runtime: uv is for --runtime python'],
    ['--package-manager pnpm --runtime python', 'pnpm is for --runtime node or next'],
    ['--package-manager npm --runtime custom', 'npm is for --runtime node or next'],
    [
      '--routing ingress --ingress-class traefik --host prod=a.example.com',
      '--ingress-class traefik requires --ingress-namespace <namespace>',
    ],
    ['--environment a --environment a', '--environment: "a" is there twice'],
    ['--environment a=x --environment b=x', 'branch "x" already belongs to another environment'],
    ['--environment UP', '--environment: UP: invalid name'],
    [
      '--gateway a/b --host test=a.example.com',
      '--host: "test=a.example.com" is not <env>=<host> with dev or prod',
    ],
    ['--gateway a/b --host prod=NO', '--host: invalid value "NO"'],
    ['--gateway here --host prod=a.example.com', '--gateway: invalid value "here"'],
    [
      '--registry quay',
      '--registry: "quay" is not ghcr, harbor:<host>/<project> or generic:<host>/<path>',
    ],
    ['--registry generic:gitea.example.com', '--registry: "generic:gitea.example.com" is not'],
    ['--registry harbor:UP!/x', '--registry: host: invalid value "UP!"'],
    ['--delivery push --cluster gke', '--cluster: "gke" is not kubeconfig or doctl:<name>'],
    ['--port 80', '--port: invalid value 80: use an unprivileged port'],
    ['--port x', '--port: "x" is not a number'],
    ['--repository here', '--repository: invalid value "here"'],
    ['--system UP', '--system: invalid value "UP"'],
    ['--system kube', '--system: environments.dev.namespace: "kube-dev" is the namespace of'],
    ['--name UP', '--name: invalid value "UP"'],
    ...allQuestions.flatMap(([flag, { choices }]) =>
      choices === undefined
        ? []
        : [[`--${flag} x`, `--${flag} must be one of ${choices.join(', ')}, not "x"`] as const],
    ),
  ])('%s', async (words, said) => {
    const folder = emptyFolder();
    await expect(create(folder, ...words.split(' '))).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(said),
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('all that is wrong with the flags is said at once, each with its flag', async () => {
  const words =
    '--name UP --port x --runtime ruby --store mysql --host prod=a.example.com --registry x';
  await expect(create(emptyFolder(), ...words.split(' '))).rejects.toMatchObject({
    message: expect.stringMatching(
      /^6 problem\(s\):\n(?:[^]*--runtime must be)(?:[^]*--store must be)(?:[^]*--host requires)(?:[^]*--registry:)(?:[^]*--port:)(?:[^]*--name:)/,
    ),
  });
});
