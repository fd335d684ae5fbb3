import { bytesOf } from './quantities.ts';

interface Amounts {
  readonly cpu: string;
  readonly memory: string;
  readonly 'ephemeral-storage': string;
}
interface Defaults {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

/** What a component gets where the config says nothing. */
export const componentDefaults: Defaults = {
  requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '64Mi' },
  limits: { cpu: '1', memory: '512Mi', 'ephemeral-storage': '512Mi' },
};

/** What a PostgreSQL server gets where the config says nothing. */
export const postgresDefaults: Defaults = {
  requests: { cpu: '250m', memory: '1Gi', 'ephemeral-storage': '256Mi' },
  limits: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '2Gi' },
};

/** A third more memory than the data may take: fragmentation, buffers and, when it persists, copy-on-write. */
export function redisDefaults(maxMemory: string): Defaults {
  const memory = `${Math.ceil((bytesOf(maxMemory) * 4) / 3 / 2 ** 20)}Mi`;
  return {
    requests: { cpu: '50m', memory, 'ephemeral-storage': '64Mi' },
    limits: { cpu: '500m', memory, 'ephemeral-storage': '256Mi' },
  };
}
