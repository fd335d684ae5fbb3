import { expect, test } from 'vitest';
import { answerOf, servedBy } from '../laws/route-answers.ts';
import { at, nameOf } from '../laws/model.ts';
import { backEnds, objectsOf, routedPlan, rulesOf } from './a-routed-service.ts';

const kinds = ['VirtualService', 'HTTPRoute', 'Ingress'] as const;
const routed = (routing: object, routes: readonly object[]) =>
  objectsOf(routedPlan(routing, { web: { routes } }), ...kinds);
const to = { route: [{ destination: { host: 'shop', port: { number: 80 } } }] };
const usual = { ...to, timeout: '30s', retries: { attempts: 0 } };
const backend = {
  timeouts: { request: '30s' },
  backendRefs: [{ group: '', kind: 'Service', name: 'shop', port: 80, weight: 1 }],
};

test.each(Object.entries(backEnds))(
  'behind %s an exact route beats a prefix, and a prefix takes whole segments',
  (_, routing) => {
    const plan = routedPlan(routing, {
      backend: { build: { context: 'b' }, routes: [{ path: '/api' }] },
      web: {
        build: { context: 'w' },
        routes: [
          { path: '/' },
          { path: '/api/docs', match: 'exact' },
          { path: '/up', match: 'exact' },
        ],
      },
    });
    const rules = objectsOf(plan, ...kinds).flatMap(servedBy);
    const who = (path: string) => / of (\S+) /.exec(answerOf(rules, 'shop.example.com', path))?.[1];
    expect(
      ['/api', '/api/', '/api/x', '/api-docs', '/api/docs', '/api/docs/x', '/up', '/'].map(
        (path) => [path, who(path)],
      ),
    ).toEqual([
      ['/api', 'shop-backend'],
      ['/api/', 'shop-backend'],
      ['/api/x', 'shop-backend'],
      ['/api-docs', 'shop-web'],
      ['/api/docs', 'shop-web'],
      ['/api/docs/x', 'shop-backend'],
      ['/up', 'shop-web'],
      ['/', 'shop-web'],
    ]);
  },
);

test('Istio gets what it cannot take apart as two matches, and a rewriting as two rules', () => {
  const [object] = routed(backEnds.istio, [
    { path: '/' },
    { path: '/judge-api/', rewrite: '/' },
    { path: '/v2', rewrite: '/v1' },
    { path: '/up', match: 'exact', rewrite: '/health/live' },
    { path: '/login', match: 'exact', redirect: '/login/' },
    { path: '/internal', deny: true },
  ]);
  expect(rulesOf(object)).toEqual([
    {
      match: [{ uri: { exact: '/judge-api' } }, { uri: { prefix: '/judge-api/' } }],
      rewrite: { uri: '/' },
      ...usual,
    },
    {
      match: [{ uri: { exact: '/internal' } }, { uri: { prefix: '/internal/' } }],
      directResponse: { status: 403 },
    },
    { match: [{ uri: { exact: '/login' } }], redirect: { uri: '/login/', redirectCode: 302 } },
    { match: [{ uri: { exact: '/up' } }], rewrite: { uri: '/health/live' }, ...usual },
    { match: [{ uri: { exact: '/v2' } }], rewrite: { uri: '/v1' }, ...usual },
    { match: [{ uri: { prefix: '/v2/' } }], rewrite: { uri: '/v1/' }, ...usual },
    { match: [{ uri: { prefix: '/' } }], ...usual },
  ]);
});

test('Gateway API gets filters', () => {
  const [object] = routed(backEnds['gateway-api'], [
    { path: '/judge-api/', rewrite: '/' },
    { path: '/up', match: 'exact', rewrite: '/health/live' },
    { path: '/login', match: 'exact', redirect: '/login/' },
  ]);
  expect(rulesOf(object)).toEqual([
    {
      matches: [{ path: { type: 'PathPrefix', value: '/judge-api/' } }],
      filters: [
        {
          type: 'URLRewrite',
          urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } },
        },
      ],
      ...backend,
    },
    {
      matches: [{ path: { type: 'Exact', value: '/login' } }],
      filters: [
        {
          type: 'RequestRedirect',
          requestRedirect: {
            path: { type: 'ReplaceFullPath', replaceFullPath: '/login/' },
            statusCode: 302,
          },
        },
      ],
    },
    {
      matches: [{ path: { type: 'Exact', value: '/up' } }],
      filters: [
        {
          type: 'URLRewrite',
          urlRewrite: { path: { type: 'ReplaceFullPath', replaceFullPath: '/health/live' } },
        },
      ],
      ...backend,
    },
  ]);
});

test('ingress-nginx denies in an Ingress of its own', () => {
  const found = routed(backEnds['ingress-nginx'], [
    { path: '/' },
    { path: '/internal', deny: true },
    { path: '/metrics', match: 'exact', deny: true },
  ]);
  expect(
    found.map((object) => [
      nameOf(object),
      at(object, 'metadata', 'annotations', 'nginx.ingress.kubernetes.io/denylist-source-range'),
      at(object, 'spec', 'rules', 0, 'http', 'paths'),
    ]),
  ).toEqual([
    ['shop', undefined, [expect.objectContaining({ path: '/', pathType: 'Prefix' })]],
    [
      'shop.metrics',
      '0.0.0.0/0,::/0',
      [
        expect.objectContaining({ path: '/internal', pathType: 'Prefix' }),
        expect.objectContaining({ path: '/metrics', pathType: 'Exact' }),
      ],
    ],
  ]);
});

test('a component that the gateway answers for admits nobody from there, and nobody asks it', () => {
  const plan = routedPlan(backEnds.istio, {
    web: { build: { context: 'w' }, routes: [{ path: '/' }] },
    admin: {
      build: { context: 'a' },
      routes: [
        { path: '/admin', deny: true },
        { path: '/old', redirect: '/' },
      ],
    },
  });
  const admitted = objectsOf(plan, 'NetworkPolicy').filter((object) =>
    JSON.stringify(at(object, 'spec', 'ingress') ?? []).includes('istio-system'),
  );
  expect(admitted.map(nameOf)).toEqual(['shop-web']);
  expect(plan.environments[0]?.smokeTests).toEqual([
    { expects: 'ready', address: 'https://shop.example.com/health/ready' },
  ]);
});

test.each([
  [[{ path: '/api', rewrite: '/' }], 'ready', '/api/health/ready'],
  [[{ path: '/api' }], 'any', '/api'],
  [[{ path: '/' }, { path: '/health', deny: true }], 'any', '/'],
  [[{ path: '/up', match: 'exact', rewrite: '/health/ready' }], 'ready', '/up'],
  [[{ path: '/old', match: 'exact', redirect: '/new' }, { path: '/new' }], 'any', '/new'],
])('%j is asked whether it is %s by %s', (routes, expects, path) => {
  const plan = routedPlan(backEnds.istio, { web: { routes } });
  expect(plan.environments[0]?.smokeTests).toEqual([
    { expects, address: `https://shop.example.com${path}` },
  ]);
});
