import type { Config } from '../../src/config/config.ts';
import { parseConfig } from '../../src/config/parse/parse.ts';

/** Two components and two stores, with most of what a chart can say different in production. */
export const richConfig = (): Config =>
  parseConfig({
    name: 'orders',
    repository: 'https://github.com/acme/orders',
    packaging: { kind: 'helm' },
    routing: { kind: 'istio', gateway: 'istio-system/public' },
    components: {
      server: { env: { A: '{{ x }}' } },
      worker: { build: { context: 'worker' }, routes: [], calls: ['server'], secretEnv: ['TOKEN'] },
    },
    dataStores: { 'postgres-db': { kind: 'postgres' }, redis: { kind: 'redis' } },
    environments: {
      dev: { branch: 'dev', deploy: 'on-push' },
      prod: {
        branch: 'main',
        deploy: 'on-promotion',
        hosts: ['a.example.com'],
        overrides: {
          components: { server: { replicas: 3, env: { B: '1' } } },
          dataStores: {
            redis: { persistence: { storageClass: 'fast' } },
            'postgres-db': {
              walStorage: '1Gi',
              storageClass: 'fast',
              parameters: { jit: 'off' },
              pooler: {},
              backup: {
                kind: 'object-store',
                destination: 's3://bucket/x',
                endpoint: 'https://s3.example.com',
              },
            },
          },
        },
      },
    },
  });
