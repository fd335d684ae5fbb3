import { stayingOf } from './environment-change.ts';
import type { EnvironmentChange, Is } from './environment-change.ts';
import type { Found, Row } from './row.ts';

/** Each database that stays and of which this says something. */
const databases = (
  change: EnvironmentChange,
  whatOf: (before: Is, after: Is) => string | undefined,
): readonly Found[] =>
  stayingOf(change, 'postgresql.cnpg.io/Cluster').flatMap(({ name, before, after }) => {
    const what = whatOf(before, after);
    return what === undefined ? [] : [{ what: `database cluster ${name}: ${what}` }];
  });

/** The major version before and after, where both are known and differ as asked. */
const majors = (
  change: EnvironmentChange,
  isFound: (before: number, after: number) => boolean,
): readonly Found[] =>
  databases(change, ({ version: before }, { version: after }) =>
    before !== undefined && after !== undefined && isFound(Number(before), Number(after))
      ? `PostgreSQL ${before} becomes ${after}`
      : undefined,
  );

const changed = (change: EnvironmentChange, key: string): readonly Found[] =>
  databases(change, (before, after) =>
    before[key] === after[key]
      ? undefined
      : `${key} ${before[key] ?? 'none'} becomes ${after[key] ?? 'none'}`,
  );

/** The oldest major version that CloudNativePG upgrades to. */
const OLDEST_TARGET = 16;

const downgrade: Row = {
  id: 'database-downgrade',
  level: 'refused',
  change: 'A lower major version of PostgreSQL: `version`, `image`',
  happens:
    'CloudNativePG refuses it: data of a newer major version is not readable to an older one.',
  way:
    'Leave the version as it is. If the upgrade to it has failed, revert its commit in git, the inventory ' +
    'included. To go ' +
    'back later, add a store under another key and restore a dump into it.',
  find: (change) => majors(change, (before, after) => after < before),
};

const upgradeTooLow: Row = {
  id: 'database-upgrade-too-low',
  level: 'refused',
  change: 'A higher major version of PostgreSQL that is below 16: `version`, `image`',
  happens: `CloudNativePG refuses it: it upgrades to version ${String(OLDEST_TARGET)} or later only.`,
  way: `Upgrade to version ${String(OLDEST_TARGET)} or later at once.`,
  find: (change) => majors(change, (before, after) => after > before && after < OLDEST_TARGET),
};

const upgrade: Row = {
  id: 'database-upgrade',
  level: 'dangerous',
  change: 'A higher major version of PostgreSQL: `version`, `image`',
  happens:
    'CloudNativePG stops all servers, upgrades the volume of the primary with pg_upgrade and clones the ' +
    'replicas anew: ' +
    'the database is down meanwhile, and there is no way back once it has succeeded.',
  way: 'Take a backup and plan the time without a database. If the upgrade fails, the old version brings it back.',
  find: (change) => majors(change, (before, after) => after > before && after >= OLDEST_TARGET),
};

const databaseRenamed: Row = {
  id: 'database-renamed',
  level: 'dangerous',
  change: 'The name of a database: `database`',
  happens:
    'CloudNativePG makes a database at the first start only and ignores the new name, but connection URLs that are ' +
    'sealed from now on have it: clients find no such database.',
  way: 'Create it by hand first (CREATE DATABASE … OWNER …), or keep the old name.',
  find: (change) => changed(change, 'database'),
};

const ownerRenamed: Row = {
  id: 'database-owner-renamed',
  level: 'dangerous',
  change: 'The owner of a database: `owner`',
  happens:
    'CloudNativePG makes a role at the first start only and ignores the new name, but credentials that ' +
    'are sealed from ' +
    'now on have it: clients cannot log in.',
  way:
    'Create the role and hand the database to it by hand first (ALTER DATABASE … OWNER TO …), or keep ' +
    'the old name.',
  find: (change) => changed(change, 'owner'),
};

const walLevelLowered: Row = {
  id: 'wal-level-lowered',
  level: 'refused',
  change: 'The write-ahead log of an existing database becomes minimal: `parameters.wal_level`',
  happens: 'CloudNativePG refuses it on a cluster that exists.',
  way: 'Leave wal_level as it is.',
  find: (change) =>
    databases(change, ({ walLevel: before = 'logical' }, { walLevel: after }) =>
      before !== 'minimal' && after === 'minimal'
        ? `wal_level ${before} becomes minimal`
        : undefined,
    ),
};

/** Rows about what runs in a database. */
export const databaseRows: readonly Row[] = [
  downgrade,
  upgradeTooLow,
  upgrade,
  databaseRenamed,
  ownerRenamed,
  walLevelLowered,
];
