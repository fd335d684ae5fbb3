import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { makePlan } from '../plan/make-plan.ts';
import { answerOf, servedBy } from '../laws/route-answers.ts';
import { helmFiles } from '../../src/files/helm/index.ts';
import { partsOf, plansByNamespace } from '../../src/plan/namespaces.ts';
import { render } from '../../src/render/render.ts';
import { at, listAt, nameOf, type Plain } from '../laws/model.ts';
import { backEnds, objectsOf } from './a-routed-service.ts';

const kinds = ['VirtualService', 'HTTPRoute', 'Ingress'] as const;

/** A platform whose components have hosts of their own, and one that several share. */
const judge = (routing: object, rewrite: object = { rewrite: '/' }, more: object = {}) =>
  makePlan(
    parseConfig({
      name: 'judge',
      repository: 'https://github.com/acme/judge',
      components: {
        api: {
          build: { context: 'api' },
          hosts: ['api'],
          routes: [{ path: '/' }, { host: 'judge', path: '/judge-api/', ...rewrite }],
        },
        archivista: {
          build: { context: 'archivista' },
          hosts: ['judge'],
          routes: [{ path: '/archivista/', ...rewrite }, { path: '/upload' }],
        },
        login: { build: { context: 'login' }, hosts: ['login', 'signin.example.com'] },
        web: { build: { context: 'web' }, hosts: ['judge'] },
        inner: { build: { context: 'inner' }, hosts: [] },
      },
      environments: {
        prod: { branch: 'main', deploy: 'on-push', domain: 'judge.example.com' },
      },
      routing,
      ...more,
    }),
  );

test.each([
  [backEnds.istio, { rewrite: '/' }],
  [backEnds['gateway-api'], { rewrite: '/' }],
  [backEnds['ingress-nginx'], {}],
  [backEnds.ingress, {}],
])('behind %o every host answers by its own routes', (routing, rewrite) => {
  const plan = judge(routing, rewrite);
  const rules = objectsOf(plan, ...kinds).flatMap(servedBy);
  const who = (host: string, path: string) =>
    /(\S+) of (\S+) /
      .exec(answerOf(rules, host, path))
      ?.slice(1)
      .join(' ');
  const inside = 'rewrite' in rewrite ? '/cases' : '/judge-api/cases';
  expect(who('api.judge.example.com', '/cases')).toBe('/cases judge-api');
  expect(who('judge.judge.example.com', '/judge-api/cases')).toBe(`${inside} judge-api`);
  expect(who('judge.judge.example.com', '/upload')).toBe('/upload judge-archivista');
  expect(who('judge.judge.example.com', '/cases')).toBe('/cases judge-web');
  expect(who('login.judge.example.com', '/')).toBe('/ judge-login');
  expect(who('signin.example.com', '/')).toBe('/ judge-login');
  expect(who('web.judge.example.com', '/')).toBeUndefined();
  expect(plan.environments[0]?.hosts).toEqual([
    'api.judge.example.com',
    'judge.judge.example.com',
    'login.judge.example.com',
    'signin.example.com',
  ]);
});

test.each([['istio'], ['gateway-api']] as const)(
  'behind %s an object says the routes of hosts that answer alike',
  (backEnd) => {
    expect(
      objectsOf(judge(backEnds[backEnd]), ...kinds).map((object) => [
        nameOf(object),
        at(object, 'spec', 'hosts') ?? at(object, 'spec', 'hostnames'),
      ]),
    ).toEqual([
      ['judge.api', ['api.judge.example.com']],
      ['judge.judge', ['judge.judge.example.com']],
      ['judge.login', ['login.judge.example.com', 'signin.example.com']],
    ]);
  },
);

test('an Ingress belongs to a component and hosts that answer alike, with their certificate', () => {
  const objects = objectsOf(judge({ kind: 'ingress', tls: {} }, {}), 'Ingress', 'Certificate');
  expect(
    objects
      .filter(({ kind }) => kind === 'Ingress')
      .map((object) => [
        nameOf(object),
        listAt(object, 'spec', 'rules').map(({ host }) => host),
        at(object, 'spec', 'tls', 0, 'secretName'),
      ]),
  ).toEqual([
    ['judge-api.api', ['api.judge.example.com'], 'judge.api-tls'],
    ['judge-api.judge', ['judge.judge.example.com'], 'judge.judge-tls'],
    ['judge-archivista.judge', ['judge.judge.example.com'], 'judge.judge-tls'],
    ['judge-login.login', ['login.judge.example.com', 'signin.example.com'], 'judge.login-tls'],
    ['judge-web.judge', ['judge.judge.example.com'], 'judge.judge-tls'],
  ]);
  expect(
    objects
      .filter(({ kind }) => kind === 'Certificate')
      .map((object) => [nameOf(object), at(object, 'spec', 'dnsNames')]),
  ).toEqual([
    ['judge.api-tls', ['api.judge.example.com']],
    ['judge.judge-tls', ['judge.judge.example.com']],
    ['judge.login-tls', ['login.judge.example.com', 'signin.example.com']],
  ]);
});

test('every host is asked for each component that it leads to', () => {
  expect(judge(backEnds.istio).environments[0]?.smokeTests.map(({ address }) => address)).toEqual([
    'https://api.judge.example.com/health/ready',
    'https://judge.judge.example.com/judge-api/health/ready',
    'https://judge.judge.example.com/archivista/health/ready',
    'https://judge.judge.example.com/health/ready',
    'https://login.judge.example.com/health/ready',
    'https://signin.example.com/health/ready',
  ]);
});

test('who is on no host admits no gateway', () => {
  const admitted = objectsOf(judge(backEnds.istio), 'NetworkPolicy')
    .filter((object) =>
      JSON.stringify(at(object, 'spec', 'ingress') ?? []).includes('istio-system'),
    )
    .map(nameOf);
  expect(admitted).toEqual(['judge-api', 'judge-archivista', 'judge-login', 'judge-web']);
});

test('a component on one of two hosts of the environment makes two groups of them', () => {
  const plan = makePlan(
    parseConfig({
      name: 'shop',
      repository: 'https://github.com/acme/shop',
      components: {
        web: { build: { context: 'w' } },
        admin: {
          build: { context: 'a' },
          hosts: ['a.example.com'],
          routes: [{ path: '/admin' }],
        },
      },
      environments: {
        prod: { branch: 'main', deploy: 'on-push', hosts: ['a.example.com', 'b.example.com'] },
      },
      routing: backEnds.istio,
    }),
  );
  expect(plan.environments[0]?.hostGroups).toEqual({
    main: ['a.example.com'],
    b: ['b.example.com'],
  });
});

test('in a chart, an environment without hosts of its own says so by an empty list', () => {
  const plan = makePlan(
    parseConfig({
      name: 'shop',
      repository: 'https://github.com/acme/shop',
      components: {
        web: { build: { context: 'w' } },
        api: { build: { context: 'a' }, hosts: ['api'] },
      },
      environments: {
        dev: { branch: 'dev', deploy: 'on-push', domain: 'dev.example.com' },
        prod: {
          branch: 'main',
          deploy: 'on-promotion',
          domain: 'example.com',
          hosts: ['shop.example.com'],
        },
      },
      packaging: { kind: 'helm' },
      routing: backEnds.istio,
    }),
  );
  const files = new Map(helmFiles(plan).map((file) => [file.path, render(file)]));
  expect(files.get('chart/values.yaml')).toMatch(
    / {2}hosts: \[\]\n {2}hostsOf:\n.*\n {4}api: \[\]\n/,
  );
  expect(files.get('chart/values-dev.yaml')).toMatch(
    /^routing:\n {2}hostsOf:\n {4}api:\n {6}- api\.dev\.example\.com\n$/m,
  );
  expect(files.get('chart/templates/routing/virtualservice.yaml')).toMatch(
    /^\{\{- if and \.Values\.web\.enabled \.Values\.routing\.enabled \.Values\.routing\.hosts \}\}$/m,
  );
  // No list has to be there, so nothing is to be validated.
  expect([...files.values()].join('')).not.toContain('needs at least one host');
});

test.each([['gateway-api'], ['ingress']] as const)(
  'behind %s each namespace has the hosts that lead into it',
  (backEnd) => {
    const plan = makePlan(
      parseConfig({
        name: 'shop',
        repository: 'https://github.com/acme/shop',
        components: {
          web: { build: { context: 'w' }, hosts: ['shop'] },
          api: {
            build: { context: 'a' },
            namespace: 'services',
            hosts: ['api'],
            routes: [{ path: '/' }, { path: '/api', host: 'shop' }],
          },
        },
        environments: { prod: { branch: 'main', deploy: 'on-push', domain: 'example.com' } },
        routing: backEnds[backEnd],
      }),
    );
    const parts = plan.environments.flatMap(partsOf);
    expect(parts.map(({ namespace, hosts }) => [namespace, hosts])).toEqual([
      ['shop-prod', ['shop.example.com']],
      ['services', ['shop.example.com', 'api.example.com']],
    ]);
    expect(
      plansByNamespace(plan).map((part) =>
        objectsOf(part, ...kinds).map((object) => [nameOf(object), hostsIn(object)]),
      ),
    ).toEqual(
      backEnd === 'ingress'
        ? [
            [['shop-web.shop', ['shop.example.com']]],
            [
              ['shop-api.shop', ['shop.example.com']],
              ['shop-api.api', ['api.example.com']],
            ],
          ]
        : [
            [['shop.shop', ['shop.example.com']]],
            [
              ['shop.shop', ['shop.example.com']],
              ['shop.api', ['api.example.com']],
            ],
          ],
    );
  },
);

const hostsIn = (object: Plain): readonly string[] =>
  (at(object, 'spec', 'hostnames') as string[] | undefined) ??
  listAt(object, 'spec', 'rules').map(({ host }) => String(host));

test('labels that two groups begin with, or that no key can begin with, are told apart', () => {
  const hosts = ['api.a.com', 'api.b.com', '1x.example.com'];
  const plan = makePlan(
    parseConfig({
      name: 'shop',
      repository: 'https://github.com/acme/shop',
      components: Object.fromEntries(
        hosts.map((host, index) => [
          `c${String(index)}`,
          { build: { context: `c${String(index)}` }, hosts: [host] },
        ]),
      ),
      environments: { prod: { branch: 'main', deploy: 'on-push' } },
      routing: backEnds.istio,
    }),
  );
  expect(Object.keys(plan.environments[0]?.hostGroups ?? {})).toEqual([
    'api',
    'api-api-b-com',
    'host1x',
  ]);
});

test('an environment may say other hosts, and a variable of CI may stand in its domain', () => {
  const plan = judge(
    backEnds.istio,
    {},
    {
      delivery: { kind: 'push' },
      environments: {
        dev: {
          branch: 'dev',
          deploy: 'on-push',
          domain: '${DOMAIN}',
          overrides: { components: { login: { hosts: [] } } },
        },
        prod: { branch: 'main', deploy: 'on-promotion', domain: 'judge.example.com' },
      },
    },
  );
  expect(plan.environments[0]?.hosts).toEqual(['api.${DOMAIN}', 'judge.${DOMAIN}']);
  expect(plan.environments[0]?.variables).toEqual(['DOMAIN']);
});
