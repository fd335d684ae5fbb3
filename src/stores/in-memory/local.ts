import { redis as driver } from '../drivers/redis.ts';
import { localPassword, type LocalStore } from '../local.ts';
import type { Flavour } from './flavour.ts';
import type { InMemoryPlan } from './plan.ts';

/** Such a server on a developer's machine. */
export const localOf = (
  { server, cli }: Flavour,
  { key, variable, image, maxMemory, eviction }: InMemoryPlan,
): LocalStore => ({
  key,
  variable,
  image,
  command: [
    server,
    '--requirepass',
    localPassword,
    '--maxmemory',
    maxMemory,
    '--maxmemory-policy',
    eviction,
  ],
  environment: { REDISCLI_AUTH: localPassword },
  port: driver.port,
  dataFolder: '/data',
  healthcheck: ['CMD', cli, '-e', 'ping'],
  url: (host, port = driver.port) => `redis://:${localPassword}@${host}:${port}`,
});
