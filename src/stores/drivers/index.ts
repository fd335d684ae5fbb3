import type { Driver } from './driver.ts';
import { postgres } from './postgres.ts';
import { redis } from './redis.ts';

/** Every protocol that components speak with stores. */
export const drivers = { postgres, redis } as const satisfies Readonly<Record<string, Driver>>;

export type DriverName = keyof typeof drivers;

/** A protocol by its name. */
export const driverOf = (name: DriverName): Driver => drivers[name];
