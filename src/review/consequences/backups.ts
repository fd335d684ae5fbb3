import { changedIn, goingOf, isMoved, stayingOf, twinsOf } from './environment-change.ts';
import type { Row } from './row.ts';

const archives = 'barmancloud.cnpg.io/ObjectStore';

const backupRemoved: Row = {
  id: 'backup-removed',
  level: 'dangerous',
  change: 'The backups of a database that stays: `backup`',
  happens:
    'No more backups are made, and the write-ahead log is no longer archived: what is written from now on ' +
    'is lost with the volumes. Earlier backups stay in the bucket.',
  way: 'Take a last backup, and make sure that something else keeps the data.',
  find: (change) =>
    goingOf(change, archives).flatMap(([name, { destination }]) =>
      destination !== undefined &&
      change.after?.has(`postgresql.cnpg.io/Cluster/${name.replace(/-backup$/, '')}`) === true
        ? [{ what: `backups to ${destination}` }]
        : [],
    ),
};

const backupMoved: Row = {
  id: 'backup-moved',
  level: 'dangerous',
  change: 'Where the backups of a database go: `backup.destination`, `backup.endpoint`',
  happens:
    'The archive begins anew in the other place, and fails there unless the place is empty. A restore to ' +
    'a time before needs the old one.',
  way:
    'Choose an empty path, take a base backup as soon as it is deployed, and keep the old bucket for ' +
    'its retention.',
  find: (change) =>
    ['destination', 'endpoint'].flatMap((key) =>
      changedIn(twinsOf(change, archives), key).map(({ old, now }) => ({
        what: `${key} of backups: ${old} becomes ${now}`,
      })),
    ),
};

const placeTaken: Row = {
  id: 'backup-place-taken',
  level: 'dangerous',
  change:
    'A database that is made anew in another namespace or cluster, with the same `backup.destination`',
  happens:
    'The new database finds the archive of the old one in the bucket, and archives nothing there: its write-ahead ' +
    'log stays on its volume until that is full.',
  way: 'Give it an empty path with "backup.destination". What is in the old one is what a restore reads.',
  find: (change) =>
    !isMoved(change)
      ? []
      : twinsOf(change, archives).flatMap(({ before, after }) =>
          before['destination'] !== undefined &&
          ['destination', 'endpoint'].every((key) => before[key] === after[key])
            ? [{ what: `backups to ${before['destination']}` }]
            : [],
        ),
};

const retentionShortened: Row = {
  id: 'backup-retention-shortened',
  level: 'dangerous',
  change: 'A shorter time for which backups are kept: `backup.retention`',
  happens: 'The plugin deletes the backups that are older, soon after it is deployed and for good.',
  way: 'Copy the older backups to another place first, or keep the retention.',
  find: (change) =>
    changedIn(stayingOf(change, archives), 'retention')
      .filter(({ old, now }) => daysOf(now) < daysOf(old))
      .map(({ old, now }) => ({ what: `retention of backups: ${old} becomes ${now}` })),
};

const days: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30 };

const daysOf = (retention: string): number =>
  Number.parseInt(retention, 10) * (days[retention.slice(-1)] ?? 1);

/** Rows about the backups of a database. */
export const backupRows: readonly Row[] = [
  backupRemoved,
  backupMoved,
  placeTaken,
  retentionShortened,
];
