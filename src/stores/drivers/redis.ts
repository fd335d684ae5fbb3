import type { Driver } from './driver.ts';

/** What Redis speaks. */
export const redis = {
  port: 6379,
  node: {
    module: 'redis',
    open: 'openRedis',
    protocols: ['redis', 'rediss'],
    example: 'redis://localhost',
    unreachable: 'redis://127.0.0.1:1',
    dependencies: { ioredis: '6.0.0' },
    devDependencies: {},
    client: {
      open: (variable) => [
        "import { Redis } from 'ioredis';",
        `export const cache = new Redis(process.env['${variable}'] ?? '');`,
      ],
      ping: 'await cache.ping()',
    },
  },
  python: {
    module: 'redis',
    type: 'Redis',
    packages: ['redis==8.1.0'],
    client: {
      open: (variable) => [
        'import os',
        'from redis import Redis',
        `cache = Redis.from_url(os.environ["${variable}"])`,
      ],
      ping: 'cache.ping()',
    },
  },
} as const satisfies Driver;
