import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { warnings } from '../../src/plan/warnings.ts';

const warned = (routing: object, more: object = {}) => warnings(makePlan(parseConfig({ name: 'orders', repository: 'https://github.com/acme/orders', components: { server: {} }, routing, ...more })));

test('ingress-nginx is offered with a warning that names the ways out, once for all environments', () => {
  expect(warned({ kind: 'ingress' })).toEqual([expect.stringMatching(/^ingress-nginx was retired upstream in March 2026.*gateway-api.*istio.*another controller\.$/)]);
  expect(warned({ kind: 'ingress', className: 'external-nginx' })).toHaveLength(1);
});

test('another controller is not warned of, but where it must redirect by itself', () => {
  expect(warned({ kind: 'ingress', className: 'traefik' })).toEqual([]);
  expect(warned({ kind: 'ingress', className: 'traefik', tls: {} })).toEqual([expect.stringContaining('IngressClass "traefik"')]);
});

test.each([[{ kind: 'none' }], [{ kind: 'istio', gateway: 'a/b' }], [{ kind: 'gateway-api', gateway: 'a/b' }]])('nothing speaks against %o', (routing) => {
  expect(warned(routing)).toEqual([]);
});
