import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { questions } from '../../src/cli/create/questions/index.ts';
import { emptyFolder } from '../package/program.ts';
import { onTerminal, screenOf } from './on-terminal.ts';

const enter = '\r';
const down = '\u001B[B';
const ctrlC = '\u0003';
const erase = (length: number): string => '\u007F'.repeat(length);

type Step = readonly [shown: string, typed: string];

/** Answers by question: what a narrow terminal shows of it on one line, and what is typed. */
const step = (flag: keyof typeof questions, typed: string): Step => {
  const { message } = (questions[flag] as { readonly ask: { readonly message: string } }).ask;
  return [message.slice(0, 22), typed];
};
const folder: Step = ['Folder of the service?', `orders${enter}`];
const agreed: Step = ['Write the config', enter];

/** Enter alone at every question. */
const defaults: readonly Step[] = [
  folder,
  ...(
    [
      'name',
      'repository',
      'runtime',
      'store',
      'environment',
      'routing',
      'delivery',
      'packaging',
    ] as const
  ).map((flag) => step(flag, enter)),
  agreed,
];

/** Something else at every question, and more that is asked then. */
const others: readonly Step[] = [
  folder,
  step('name', `mine${enter}`),
  step('repository', `https://github.com/acme/mine${enter}`),
  step('runtime', `${down}${down}${enter}`),
  step('store', ` ${enter}`),
  step('environment', `test, live=main${enter}`),
  step('routing', `${down}${enter}`),
  step('ingress-class', `traefik${enter}`),
  step('ingress-namespace', enter),
  step('tls-issuer', `letsencrypt${enter}`),
  ['host name in test', enter],
  ['host name in live', `mine.example.com${enter}`],
  step('delivery', `${down}${enter}`),
  step('cluster', `doctl:blue${enter}`),
  step('packaging', `${down}${enter}`),
  agreed,
];

const switches: readonly string[] = ['--no-install', '--no-git'];

function wizard(
  steps: readonly Step[],
  { columns = 80, words = switches, home = emptyFolder() } = {},
) {
  const { code, shown, waiting } = onTerminal('create-gitops-service', words, home, {
    steps,
    columns,
  });
  const screen = screenOf(shown, columns);
  return { home, code, waiting, screen, text: screen.join('\n') };
}

/** The lines of the frame: from the title to what closes it. */
const frameOf = (screen: readonly string[]): readonly string[] =>
  screen.slice(
    screen.findIndex((line) => line.startsWith('┌')),
    screen.findLastIndex((line) => line.startsWith('└')) + 1,
  );

describe.each([80, 40])('on a terminal of %i columns', (columns) => {
  test.each([
    ['Enter alone', defaults],
    ['something else', others],
  ])('%s at every question makes a service, in a frame that holds and closes', (_, steps) => {
    const { home, code, waiting, screen, text } = wizard(steps, { columns });
    expect({ code, waiting }, text).toEqual({ code: 0, waiting: [] });
    const frame = frameOf(screen);
    expect(
      frame.filter((line) => !/^[┌│◇└]/.test(line)),
      text,
    ).toEqual([]);
    expect(frame.at(-1)).toMatch(/^└ {2}Creating /);
    // Each question was taken back before its answer was shown.
    for (const [shown] of steps) expect(text.split(shown), shown).toHaveLength(2);
    expect(text.indexOf('Next steps:')).toBeGreaterThan(text.indexOf('Creating'));
    expect(existsSync(join(home, 'orders/Dockerfile'))).toBe(true);
  });
});

test('what is answered is what the config says, and the command that says the same', () => {
  const { home, text } = wizard(others);
  const config = readFileSync(join(home, 'orders/.projenrc.ts'), 'utf8');
  for (const said of [
    "name: 'mine'",
    "repository: 'https://github.com/acme/mine'",
    "runtime: { kind: 'python' }",
    "postgres: { kind: 'postgres'",
    "test: { branch: 'test', deploy: 'on-push' }",
    "hosts: ['mine.example.com']",
    "className: 'traefik'",
    "controllerNamespace: 'traefik'",
    "tls: { issuer: 'letsencrypt' }",
    "packaging: { kind: 'helm' }",
    "cluster: { kind: 'doctl', name: 'blue' }",
  ])
    expect(config).toContain(said);
  const [, command = ''] = /npx (create-gitops-service orders --yes[^]*?)\n│\n/.exec(text) ?? [];
  const words = command.replaceAll(/\\?\n│/g, ' ').split(/\s+/);
  const again = wizard([], { words: words.slice(1) });
  expect(again.code, again.text).toBe(0);
  expect(readFileSync(join(again.home, 'orders/.projenrc.ts'), 'utf8')).toBe(config);
});

test.each(others.map(([shown], index) => [shown, index] as const))(
  'Ctrl-C at "%s" ends with 130, and nothing is written',
  (_, at) => {
    const steps = others
      .slice(0, at + 1)
      .map(([shown, typed], index) => [shown, index === at ? ctrlC : typed] as const);
    const { home, code, waiting, text, screen } = wizard(steps);
    expect({ code, waiting }, text).toEqual({ code: 130, waiting: [] });
    expect(text).toContain('nothing was written');
    // Enter at what was asked before is as good as the answer.
    if (at > 1)
      expect(text).toMatch(/npx create-gitops-service orders --no-git --no-install --name mine/);
    expect(frameOf(screen).at(-1)).toBe('└  Cancelled');
    expect(readdirSync(home)).toEqual([]);
  },
);

test('who leaves can go on with the answers so far', () => {
  const { code, text } = wizard(
    [
      folder,
      step('name', `mine${enter}`),
      step('repository', enter),
      step('runtime', `${down}${down}${enter}`),
      step('store', '\u001B'),
    ],
    { columns: 120 },
  );
  expect(code, text).toBe(130);
  const [, command = ''] = /To go on with these answers:\s+npx (create-gitops.*)/.exec(text) ?? [];
  expect(command.trim()).toBe(
    'create-gitops-service orders --no-git --no-install --name mine --runtime python',
  );
  const again = wizard(
    defaults.filter(
      ([shown]) => !['Folder', 'Name', 'What does'].some((one) => shown.startsWith(one)),
    ),
    { words: command.trim().split(' ').slice(1) },
  );
  expect(again.code, again.text).toBe(0);
  expect(readFileSync(join(again.home, 'orders/.projenrc.ts'), 'utf8')).toContain("kind: 'python'");
});

test('where a Dockerfile is, Enter at the runtime keeps it', () => {
  const home = emptyFolder();
  mkdirSync(join(home, 'orders'));
  writeFileSync(join(home, 'orders/Dockerfile'), 'FROM nginx\n');
  const { code, text } = wizard(defaults, { home });
  expect(code, text).toBe(0);
  expect(readFileSync(join(home, 'orders/Dockerfile'), 'utf8')).toBe('FROM nginx\n');
  expect(readFileSync(join(home, 'orders/.projenrc.ts'), 'utf8')).toContain("kind: 'custom'");
});

test('a summary that is refused writes nothing', () => {
  const { home, code } = wizard([...defaults.slice(0, -1), ['Write the config', 'n']]);
  expect([code, readdirSync(home)]).toEqual([130, []]);
});

describe.each([80, 40])('on a terminal of %i columns', (columns) => {
  test('a value that is refused stays, is said to be wrong, and can be corrected', () => {
    const { home, code, waiting, screen, text } = wizard(
      [
        folder,
        step('name', `Mine${enter}`),
        ['use lower-case', `${erase(4)}mine${enter}`],
        step('repository', `github.com/acme/mine${enter}`),
        ['use the https URL', `${erase(20)}https://github.com/acme/mine${enter}`],
        step('runtime', enter),
        step('store', enter),
        step('environment', `dev dev${enter}`),
        ['is there twice', `${erase(3)}prod${enter}`],
        step('routing', `${down}${down}${down}${enter}`),
        step('gateway', enter),
        ['required', `here${enter}`],
        ['istio-system/public', `${erase(4)}istio-system/here${enter}`],
        ['host name in dev', enter],
        ['host name in prod', enter],
        ['required', `NO${enter}`],
        ['use a host name', `${erase(2)}mine.example.com${enter}`],
        step('delivery', enter),
        step('packaging', enter),
        agreed,
      ],
      { columns },
    );
    expect({ code, waiting }, text).toEqual({ code: 0, waiting: [] });
    expect(
      frameOf(screen).filter((line) => !/^[┌│◇└]/.test(line)),
      text,
    ).toEqual([]);
    expect(text).not.toMatch(/invalid value|required/);
    expect(readFileSync(join(home, 'orders/.projenrc.ts'), 'utf8')).toContain(
      "routing: { kind: 'istio', gateway: 'istio-system/here' }",
    );
  });

  test('answers that do not go together are said, and only these are asked again, as they were', () => {
    const long = 'a'.repeat(35);
    const { home, code, waiting, text } = wizard(
      [
        folder,
        step('name', `${long}${enter}`),
        step('repository', enter),
        step('runtime', enter),
        step('store', enter),
        step('environment', `dev, long-production${enter}`),
        step('routing', enter),
        step('delivery', enter),
        step('packaging', `${down}${down}${enter}`),
        ['does not go together', ''],
        // Ten characters less, then what was chosen.
        step('name', `${erase(10)}${enter}`),
        step('packaging', enter),
        agreed,
      ],
      { columns },
    );
    expect({ code, waiting }, text).toEqual({ code: 0, waiting: [] });
    const config = readFileSync(join(home, 'orders/.projenrc.ts'), 'utf8');
    expect(config).toContain(`name: '${'a'.repeat(25)}'`);
    expect(config).toContain("layout: 'per-component'");
    expect(config).toContain("'long-production': {");
  });
});

test('flags are not asked for again, and what no answer can mend is said before the first question', () => {
  const words = [
    ...switches,
    'orders',
    '--runtime',
    'next',
    '--gateway',
    'a/b',
    '--host',
    'prod=a.example.com',
  ];
  const given = ['runtime', 'routing', 'gateway', 'host'];
  const { code, waiting, text } = wizard(
    defaults.filter(
      (one) => one !== folder && !given.some((flag) => one[0] === step(flag as 'runtime', '')[0]),
    ),
    { words },
  );
  expect({ code, waiting }, text).toEqual({ code: 0, waiting: [] });
  const refused = wizard([], { words: ['orders', '--port', '80', '--registry', 'x'] });
  expect(refused).toMatchObject({ code: 2, text: expect.stringMatching(/2 problem\(s\)/) });
  expect(refused.text).not.toContain('?');
});
