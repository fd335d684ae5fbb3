export const minimal = {
  name: 'orders',
  repository: 'https://github.com/acme/orders',
  components: { server: {} },
};
export const both = {
  dev: { branch: 'dev', deploy: 'on-push' },
  prod: { branch: 'main', deploy: 'on-promotion' },
};
export const with_ = (changes: object): object => ({ ...minimal, ...changes });
export const server = (changes: object): object => with_({ components: { server: changes } });
export const prod = (overrides: object, more: object = {}): object =>
  with_({ environments: { ...both, prod: { ...both.prod, overrides } }, ...more });
export const pg = { kind: 'postgres', backup: { kind: 'none', reason: 'a test' } };
export const store = (changes: object, more: object = {}): object =>
  with_({ dataStores: { db: { ...pg, ...changes } }, ...more });
export const dapr = { kind: 'dapr', broker: { kind: 'kafka' }, topics: { taken: 'orders.taken' } };
export const events = (changes: object, more: object = {}, dataStores: object = {}): object =>
  with_({ components: { server: changes }, messaging: { ...dapr, ...more }, dataStores });
/** Two components in one folder. */
export const python = (a: object, b: object, dockerfile?: string) =>
  with_({
    components: {
      a: { runtime: { kind: 'python', ...a } },
      b: {
        runtime: { kind: 'python', ...b },
        routes: [],
        build: dockerfile === undefined ? {} : { dockerfile },
      },
    },
  });
export const gatewayApi = { kind: 'gateway-api', gateway: 'gateways/public' };
/** A host behind a back-end, and the routes of the only component. */
export const routed = (routing: object, routes: readonly object[]) =>
  with_({
    routing,
    components: { server: { routes } },
    environments: { dev: { ...both.dev, hosts: ['a.example.com'] } },
  });
