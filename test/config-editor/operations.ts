import type { Edit } from '../../src/config-editor/index.ts';

/** What the commands ask of the editor, in their shortest form. */
export const operations = {
  component: { kind: 'set', at: ['components', 'web'], value: { port: 8000, routes: [] } },
  store: { kind: 'set', at: ['dataStores', 'cache'], value: { kind: 'redis', maxMemory: '1gb' } },
  environment: {
    kind: 'set',
    at: ['environments', 'staging'],
    value: { branch: 'staging', deploy: 'on-promotion' },
    after: 'dev',
  },
  route: { kind: 'append', at: ['components', 'server', 'routes'], value: { path: '/api' } },
} as const satisfies Readonly<Record<string, Edit>>;
