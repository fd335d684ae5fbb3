import { postgres as driver } from '../drivers/postgres.ts';
import { localPassword, type LocalStore } from '../local.ts';
import type { PostgresPlan } from './plan.ts';
import { localImage } from './versions.ts';

/** A PostgreSQL on a developer's machine. */
export const local = ({
  key,
  variable,
  version,
  owner,
  database,
}: Pick<PostgresPlan, 'key' | 'variable' | 'version' | 'owner' | 'database'>): LocalStore => ({
  key,
  variable,
  image: localImage(version),
  command: undefined,
  environment: {
    POSTGRES_USER: owner,
    POSTGRES_PASSWORD: localPassword,
    POSTGRES_DB: database,
  },
  port: driver.port,
  dataFolder: dataFolder(version),
  healthcheck: ['CMD', 'pg_isready', '--quiet', '--username', owner, '--dbname', database],
  url: (host, port = driver.port) =>
    `postgresql://${owner}:${localPassword}@${host}:${port}/${database}`,
});

// From 18 on the image keeps its data in a folder named by version, below this one.
const dataFolder = (major: number): string =>
  major >= 18 ? '/var/lib/postgresql' : '/var/lib/postgresql/data';
