import type { change, Case } from './cases.ts';
import type { Tree } from './configs.ts';

type Cases = (of: typeof change) => Readonly<Record<string, Case>>;

const database = (keys: Tree): Tree => ({ dataStores: { db: { kind: 'postgres', ...keys } } });
const cache = (persistence: Tree): Tree => ({
  dataStores: { cache: { kind: 'redis', persistence } },
});
const bucket = (destination: string): Tree => ({ backup: { kind: 'object-store', destination } });
const kept = (retention: string): Tree => ({
  backup: { kind: 'object-store', destination: 's3://backups/a', retention },
});

/** Cases about volumes. */
export const volumeCases: Cases = (of) => ({
  'volume-smaller': of(
    { dataStores: { db: { kind: 'postgres', storage: '20Gi', walStorage: '2Gi' } } },
    { dataStores: { db: { kind: 'postgres', storage: '10240Mi', walStorage: '2Gi' } } },
    /size of each volume of db: 20Gi becomes 10/,
    [cache({ storage: '1Gi' }), cache({ storage: '2Gi' })],
  ),
  'wal-volume-removed': of(
    database({ walStorage: '5Gi' }),
    database({}),
    /WAL volume of db: 5Gi becomes none. CloudNativePG refuses/,
    [database({}), database({ walStorage: '5Gi' })],
  ),
  'volume-class-changed': of(
    cache({ storageClass: 'fast' }),
    cache({ storageClass: 'slow' }),
    /class of cache-data: fast becomes slow/,
    [cache({}), cache({ storageClass: 'fast' })],
  ),
  'volume-class-named': of(
    cache({}),
    cache({ storageClass: 'fast' }),
    /class of cache-data: none becomes fast/,
    [cache({ storageClass: 'fast' }), cache({ storageClass: 'slow' })],
  ),
  'database-class-changed': of(
    database({}),
    database({ storageClass: 'fast' }),
    /class of db: none becomes fast/,
    [database({ storageClass: 'fast' }), database({ storageClass: 'fast', storage: '20Gi' })],
  ),
});

/** Cases about databases. */
export const databaseCases: Cases = (of) => ({
  'database-downgrade': of(
    database({ version: 18 }),
    database({ version: 17 }),
    /db: PostgreSQL 18 becomes 17/,
    [database({ version: 17 }), database({ version: 18 })],
  ),
  'database-upgrade-too-low': of(
    database({ version: 14 }),
    database({ version: 15 }),
    /db: PostgreSQL 14 becomes 15/,
    [database({ version: 14 }), database({ version: 16 })],
  ),
  'database-upgrade': of(
    database({ version: 17 }),
    database({ image: 'ghcr.io/cloudnative-pg/postgresql:18.1-standard-trixie' }),
    /PostgreSQL 17 becomes 18/,
    [
      database({ version: 18 }),
      database({ image: 'ghcr.io/cloudnative-pg/postgresql:18.1-standard-trixie' }),
    ],
  ),
  'database-renamed': of(
    database({}),
    database({ database: 'shop' }),
    /database app becomes shop/,
    [database({}), database({ instances: 3 })],
  ),
  'database-owner-renamed': of(
    database({}),
    database({ owner: 'shop' }),
    /owner app becomes shop/,
    [database({}), database({ secretName: 'shop' })],
  ),
  'wal-level-lowered': of(
    database({}),
    database({ parameters: { wal_level: 'minimal', max_wal_senders: '0' } }),
    /wal_level logical becomes minimal/,
    [database({}), database({ parameters: { wal_level: 'replica' } })],
  ),
});

/** Cases about backups. */
export const backupCases: Cases = (of) => ({
  'backup-removed': of(
    database(bucket('s3://backups/a')),
    database({ backup: { kind: 'none', reason: 'a test' } }),
    /backups to s3:\/\/backups\/a/,
    [database({ backup: { kind: 'none', reason: 'a test' } }), database({})],
  ),
  'backup-moved': of(
    database(bucket('s3://backups/a')),
    database(bucket('s3://backups/b')),
    /s3:\/\/backups\/a becomes s3:\/\/backups\/b/,
    [database(bucket('s3://backups/a')), database(kept('60d'))],
  ),
  'backup-place-taken': of(
    database(bucket('s3://backups/a')),
    { ...database(bucket('s3://backups/a')), system: 'shop' },
    /backups to s3:\/\/backups\/a. .* archives nothing there/,
    [database(bucket('s3://backups/a')), { ...database(bucket('s3://backups/b')), system: 'shop' }],
  ),
  'backup-retention-shortened': of(
    database(kept('4w')),
    database(kept('7d')),
    /retention of backups: 4w becomes 7d/,
    [database(kept('7d')), database(kept('4w'))],
  ),
});
