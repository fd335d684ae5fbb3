import type { ExternalPlan, PostgresPlan, RedisPlan } from '../../plan/plan.ts';
import { standInPostgres, versions } from '../../plan/versions.ts';
import { InternalError } from '../../errors.ts';
import type { Value } from '../../render/spec.ts';

/** A store as far as compose knows it. */
export type LocalStore = LocalPostgres | RedisPlan;
type LocalPostgres = Pick<
  PostgresPlan,
  'kind' | 'key' | 'variable' | 'version' | 'owner' | 'database'
>;

/** A store here for one that somebody else runs. */
export const standInFor = ({ key, variable }: ExternalPlan): LocalStore => ({
  kind: 'postgres',
  key,
  variable,
  version: standInPostgres,
  owner: 'app',
  database: 'app',
});

/** The password of every store here; nothing but this machine reaches it. */
export const localPassword = 'local';

/** One store as a compose service, reachable from this machine only. */
export const storeService = (store: LocalStore, port: number): Value =>
  store.kind === 'postgres' ? postgres(store, port) : redis(store, port);

/** The volume that keeps a store's data. */
export const volumeOf = ({ key }: LocalStore): string => `${key}-data`;

/** Where another compose service finds the store. */
export const urlOf = (store: LocalStore, host: string): string =>
  store.kind === 'postgres'
    ? `postgresql://${store.owner}:${localPassword}@${host}:5432/${store.database}`
    : `redis://:${localPassword}@${host}:6379`;

function postgres(store: LocalPostgres, port: number): Value {
  return {
    image: `docker.io/library/postgres:${exactVersion(store.version)}`,
    environment: {
      POSTGRES_USER: store.owner,
      POSTGRES_PASSWORD: localPassword,
      POSTGRES_DB: store.database,
    },
    ports: [`127.0.0.1:${port}:5432`],
    volumes: [`${volumeOf(store)}:${dataFolder(store.version)}`],
    healthcheck: healthcheck([
      'CMD',
      'pg_isready',
      '--quiet',
      '--username',
      store.owner,
      '--dbname',
      store.database,
    ]),
  };
}

function redis(store: RedisPlan, port: number): Value {
  return {
    image: store.image,
    command: [
      'redis-server',
      '--requirepass',
      localPassword,
      '--maxmemory',
      store.maxMemory,
      '--maxmemory-policy',
      store.eviction,
    ],
    environment: { REDISCLI_AUTH: localPassword },
    ports: [`127.0.0.1:${port}:6379`],
    volumes: [`${volumeOf(store)}:/data`],
    healthcheck: healthcheck(['CMD', 'redis-cli', '-e', 'ping']),
  };
}

const healthcheck = (test: readonly string[]): Value => ({
  test,
  interval: '5s',
  timeout: '3s',
  retries: 20,
});

const exact: Readonly<Record<number, string | undefined>> = versions.postgres;

function exactVersion(major: number): string {
  const version = exact[major];
  if (version === undefined) throw new InternalError(`no exact version of PostgreSQL ${major}`);
  return version;
}

// From 18 on the image keeps its data in a folder named by version, below this one.
const dataFolder = (major: number): string =>
  major >= 18 ? '/var/lib/postgresql' : '/var/lib/postgresql/data';
