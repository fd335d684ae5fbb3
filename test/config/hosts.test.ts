import { expect, test } from 'vitest';
import { tryParse } from '../../src/config/parse/parse.ts';

const withHost = (more: object) =>
  tryParse({
    name: 'shop',
    repository: 'https://github.com/acme/shop',
    components: { server: {} },
    environments: { production: { branch: 'main', deploy: 'on-push', hosts: ['shop.${DOMAIN}'] } },
    routing: { kind: 'ingress', tls: {} },
    ...more,
  });
const messages = (more: object): readonly string[] => {
  const outcome = withHost(more);
  return 'issues' in outcome
    ? outcome.issues.map(({ path, message }) => `${path}: ${message}`)
    : [];
};

test('a host may hold a variable where CI deploys', () => {
  expect(messages({ delivery: { kind: 'push' } })).toEqual([]);
});

test('where nobody could put its value in, the message says why and what to do instead', () => {
  expect(messages({})).toEqual([
    expect.stringMatching(
      /^environments\.production\.hosts\.0: .*Argo CD reads only git.*delivery: \{ kind: "push" \}/,
    ) as string,
  ]);
  const listened = {
    delivery: { kind: 'push' },
    routing: { kind: 'gateway-api', gateway: 'gateways/public' },
    infrastructure: { kind: 'doctl', email: 'ops@example.com' },
  };
  expect(messages(listened)).toEqual([
    expect.stringMatching(
      /^environments\.production\.hosts\.0: .*Gateway of the cluster.*write the host in full/,
    ) as string,
  ]);
});
