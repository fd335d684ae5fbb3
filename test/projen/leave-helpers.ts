import type { leave } from '../../src/write/leave.ts';

export const configs = {
  minimal: 'components: { server: {} }',
  everything: `components: { server: { secretEnv: ['JWT_SECRET'], checks: ['smoke'] }, worker: { build: { \
context: 'worker' }, routes: [] }, legacy: { runtime: { kind: 'custom' }, build: { context: 'legacy' }, \
routes: [] } }, owners: ['@acme/a'],
    dataStores: { db: { kind: 'postgres', version: 18, storage: '1Gi', backup: { kind: 'object-store', \
destination: 's3://backups/db' } }, cache: { kind: 'redis' } },
    environments: { dev: { branch: 'dev', deploy: 'on-push' }, staging: { branch: 'staging', deploy: \
'on-promotion' }, prod: { branch: 'main', deploy: 'on-promotion' } }`,
} as const;

export const options = { takeOver: false, toolVersion: '1.2.3' };

export interface Service {
  readonly root: string;
  readonly left: () => Promise<ReturnType<typeof leave>>;
}
