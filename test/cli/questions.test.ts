import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withQuestions } from '../../scripts/question-table.ts';
import { newConfig } from '../../src/cli/create/answers.ts';
import { allQuestions, questions } from '../../src/cli/create/questions/index.ts';
import { isNginx, usualIngress } from '../../src/cli/create/questions/routing.ts';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { backEndIn } from '../../src/config/schema/routing.ts';
import { kindOf, objectsIn, schemasAt } from '../../src/config/schema/schema-at.ts';
import { configSchema } from '../../src/config/schema/schema.ts';
import { emptyPlace, serviceFlags } from './service-flags.ts';

/** The kinds that the schema has at a place. */
const kindsAt = (...path: readonly string[]): readonly string[] =>
  schemasAt(configSchema, path, {})
    .flatMap(objectsIn)
    .flatMap((object) => kindOf(object) ?? []);

test.each([
  ['runtime', kindsAt('components', 'server', 'runtime')],
  ['routing', kindsAt('routing')],
  ['delivery', kindsAt('delivery')],
  ['secrets', kindsAt('secrets')],
  ['packaging', kindsAt('packaging')],
] as const)('--%s offers every kind of the schema', (flag, kinds) => {
  const offered = questions[flag].choices.map((choice) => choice.replace(/:.*/, ''));
  expect(kinds.length).toBeGreaterThan(1);
  expect(new Set(offered)).toEqual(new Set(kinds));
});

test('Enter at every question is what no flag at all means', () => {
  const known = {
    folder: 'orders',
    repository: 'https://github.com/acme/orders',
    hasDockerfile: false,
    ingressClass: undefined,
  };
  const entered = allQuestions.flatMap(([flag, { kind, ask }]) => {
    const usual = ask?.usual(known) ?? '';
    return usual === '' ? [] : [[flag, kind === 'texts' ? usual.split(', ') : usual] as const];
  });
  const { repository } = known;
  // Of an Ingress and of a push only who chooses them is asked.
  const details = ['ingress-class', 'ingress-namespace', 'cluster'];
  const flags = Object.fromEntries(entered.filter(([flag]) => !details.includes(flag)));
  expect(newConfig(serviceFlags(flags), '/orders', emptyPlace)).toEqual(
    newConfig(serviceFlags({ repository }), '/orders', emptyPlace),
  );
});

test('what is not said of an Ingress is what the config does not say either', () => {
  const { routing } = parseConfig(
    newConfig(
      serviceFlags({
        repository: 'https://github.com/acme/orders',
        routing: 'ingress',
        host: ['prod=orders.example.com'],
      }),
      '/orders',
      emptyPlace,
    ),
  );
  expect(routing).toMatchObject({
    className: usualIngress.className,
    controllerNamespace: usualIngress.namespace,
  });
  for (const className of ['nginx', 'nginx-internal', 'traefik', 'nginxish'])
    expect(isNginx(className), className).toBe(
      backEndIn({ kind: 'ingress', className, controllerNamespace: 'x' }).kind === 'ingress-nginx',
    );
});

test.each([
  [[], { dev: ['dev', 'on-push', undefined], prod: ['main', 'on-promotion', undefined] }],
  [['prod'], { prod: ['main', 'on-push', true] }],
  [['dev'], { dev: ['main', 'on-push', undefined] }],
  [
    ['dev', 'staging=next', 'prod=release/1'],
    {
      dev: ['dev', 'on-push', undefined],
      staging: ['next', 'on-promotion', false],
      prod: ['release/1', 'on-promotion', undefined],
    },
  ],
] as const)('the environments %j', (environment, expected) => {
  const { environments = {} } = newConfig(
    serviceFlags({
      environment,
      store: ['postgres'],
      repository: 'https://github.com/acme/orders',
    }),
    '/orders',
    emptyPlace,
  );
  expect(
    Object.fromEntries(
      Object.entries(environments).map(([name, { branch, deploy, production }]) => [
        name,
        [branch, deploy, production],
      ]),
    ),
  ).toEqual(expected);
  const backedUp = Object.entries(environments).filter(
    ([, { overrides }]) => overrides !== undefined,
  );
  expect(backedUp.map(([name]) => name)).toEqual('prod' in expected ? ['prod'] : []);
});

test('the page about new services has every question', () => {
  const page = readFileSync(
    join(import.meta.dirname, '../../docs/how-to/create-a-service.md'),
    'utf8',
  );
  expect(page, 'run npm run docs').toBe(withQuestions(page));
});
