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
  },
  python: { module: 'redis', type: 'Redis', packages: ['redis==8.1.0'] },
} as const satisfies Driver;
