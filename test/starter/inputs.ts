import { versions } from '../../src/plan/versions.ts';
import type { DockerInput } from '../../src/files/docker/index.ts';
import { validateDataCommand } from '../../src/files/starter/index.ts';
import type { StarterInput } from '../../src/files/starter/index.ts';

/** The starter of a service with every kind of store and a static folder. */
export const aStarter = (input: Partial<StarterInput> = {}): StarterInput => ({
  service: 'orders',
  description: 'Takes "orders"',
  context: '',
  port: 3000,
  nodeMajor: 24,
  packageManager: { name: 'npm', version: '11.6.2' },
  livePath: '/health/live',
  readyPath: '/health/ready',
  checks: [
    { name: 'database', kind: 'postgres', environmentVariable: 'DATABASE_URL', critical: true },
    { name: 'user-database', kind: 'postgres', environmentVariable: 'USER_DATABASE_URL', critical: true },
    { name: 'cache', kind: 'redis', environmentVariable: 'REDIS_URL', critical: false },
  ],
  copy: ['datasets'],
  scripts: { 'datasets:validate': validateDataCommand(['datasets']) },
  toolVersion: '1.2.3',
  ...input,
});

/** The image of the same service. */
export const anImage = (input: Partial<DockerInput> = {}): DockerInput => ({
  title: 'orders',
  description: 'Takes "orders" for $5\\',
  source: 'https://git.example.com/acme/orders',
  context: '',
  dockerfile: 'Dockerfile',
  port: 3000,
  livePath: '/health/live',
  packageManager: { name: 'npm', version: '11.6.2' },
  images: { build: versions.node[24].build, runtime: versions.node[24].run },
  user: 65532,
  copy: ['datasets'],
  ...input,
});

/** The pnpm that the pnpm variants pin. */
export const pnpm = { name: 'pnpm', version: '10.34.9' } as const;
