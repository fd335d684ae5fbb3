import { bytesOf } from '../../domain/quantities.ts';
import { stayingOf } from './environment-change.ts';
import type { EnvironmentChange } from './environment-change.ts';
import type { Found, Row } from './row.ts';

const claims = 'PersistentVolumeClaim';
const databases = 'postgresql.cnpg.io/Cluster';

/** A value of the objects of a kind that changes as asked. */
const where = (
  change: EnvironmentChange,
  [kind, key, title]: readonly [kind: string, key: string, title: string],
  isFound: (before: string | undefined, after: string | undefined) => boolean,
): readonly Found[] =>
  stayingOf(change, kind).flatMap(({ name, before, after }) =>
    isFound(before[key], after[key])
      ? [{ what: `${title} of ${name}: ${before[key] ?? 'none'} becomes ${after[key] ?? 'none'}` }]
      : [],
  );

const isSmaller = (before: string | undefined, after: string | undefined): boolean =>
  before !== undefined && after !== undefined && bytesOf(after) < bytesOf(before);

const volumeSmaller: Row = {
  id: 'volume-smaller',
  level: 'refused',
  change: 'A smaller volume: `storage`, `walStorage`, `persistence.storage`',
  happens:
    'No server and no operator makes a volume smaller, and with Argo CD the whole sync fails.',
  way:
    'Leave the size as it is. To get a smaller one, add a store under another key, copy the data, and ' +
    'remove the old one.',
  find: (change) => [
    ...where(change, [claims, 'size', 'size'], isSmaller),
    ...where(change, [databases, 'size', 'size of each volume'], isSmaller),
    ...where(change, [databases, 'wal', 'size of the WAL volume'], isSmaller),
  ],
};

const walVolumeRemoved: Row = {
  id: 'wal-volume-removed',
  level: 'refused',
  change: 'A separate volume for the write-ahead log that goes: `walStorage`',
  happens: 'CloudNativePG refuses it: walStorage cannot be disabled once configured.',
  way:
    'Leave walStorage as it is. To be rid of it, add a store under another key, copy the data, and ' +
    'remove the old one.',
  find: (change) =>
    where(
      change,
      [databases, 'wal', 'WAL volume'],
      (before, after) => before !== undefined && after === undefined,
    ),
};

const volumeClassChanged: Row = {
  id: 'volume-class-changed',
  level: 'refused',
  change: 'The class of an existing volume: `persistence.storageClass`',
  happens:
    'The server refuses it: a volume keeps its class, and with Argo CD the whole sync fails.',
  way:
    'Leave it as it is. To get another class, add a store under another key, copy the data, and remove ' +
    'the old one.',
  find: (change) =>
    where(
      change,
      [claims, 'class', 'storage class'],
      (before, after) => before !== undefined && before !== after,
    ),
};

const volumeClassNamed: Row = {
  id: 'volume-class-named',
  level: 'dangerous',
  change:
    'A class for an existing volume that had the default of the cluster: `persistence.storageClass`',
  happens:
    'The server refuses any other class than the volume has, and with Argo CD the whole sync fails.',
  way: 'Name the class that the volume has: kubectl get persistentvolumeclaims',
  find: (change) =>
    where(
      change,
      [claims, 'class', 'storage class'],
      (before, after) => before === undefined && after !== undefined,
    ),
};

const databaseClassChanged: Row = {
  id: 'database-class-changed',
  level: 'dangerous',
  change: 'The class of the volumes of a database: `storageClass`',
  happens:
    'CloudNativePG leaves the volumes that exist as they are; only new ones get the other class.',
  way: 'To move a database, add a store under another key, copy the data, and remove the old one.',
  find: (change) =>
    where(change, [databases, 'class', 'storage class'], (before, after) => before !== after),
};

/** Rows about volumes. */
export const volumeRows: readonly Row[] = [
  volumeSmaller,
  walVolumeRemoved,
  volumeClassChanged,
  volumeClassNamed,
  databaseClassChanged,
];
