import { changedIn, goingOf, isOwned, stayingOf } from './environment-change.ts';
import type { Is } from './environment-change.ts';
import type { Row } from './row.ts';

/** What is left of a store in the cluster. */
const fate = (is: Is): string =>
  is['kept'] === 'yes'
    ? 'It stays in the cluster with its volumes, credentials and backups, but its clients no longer reach ' +
      'it and its alerts end'
    : 'It is deleted with everything that it holds';

const page =
  'docs/runbooks/remove-a-store.md, as it is before this change, says how to copy and delete it';

const storeRemoved: Row = {
  id: 'store-removed',
  level: 'dangerous',
  change: 'A data store that leaves the config or gets another key',
  happens:
    'One that holds data stays in the cluster with all that it needs, but its clients no longer reach it ' +
    'and its alerts ' +
    'end. A cache without a volume is deleted with what it holds.',
  way: 'Copy what you want to keep. If only its key changes, give the new one the old name with "objectName".',
  find: (change) =>
    goingOf(change, 'store').flatMap(([name, is]) =>
      isOwned(change.after, is['name'])
        ? []
        : [
            {
              what: `data store ${name} (${String(is['kind'])})`,
              happens: `${fate(is)}.`,
              way:
                is['kept'] === 'yes'
                  ? `If only its key changes: objectName: '${String(is['name'])}'. Else ${page}.`
                  : `If only its key changes: objectName: '${String(is['name'])}'.`,
            },
          ],
    ),
};

const storeRenamed: Row = {
  id: 'store-renamed',
  level: 'dangerous',
  change: 'The name of the objects of a data store: `objectName`',
  happens:
    'A new, empty store is made under the new name. The old one stays with its data where it holds any, and nobody ' +
    'uses it; else it is deleted.',
  way:
    'Keep the old name with "objectName" of the store. To move, copy the data before anybody writes to ' +
    'the new one.',
  find: (change) =>
    changedIn(change, 'store', 'name')
      .filter(({ before, after }) => before['kind'] === after['kind'])
      .map(({ name, before, old, now }) => ({
        what: `objects of data store ${name}: ${old} becomes ${now}`,
        happens: `A new, empty store is made. Of the old one: ${fate(before)}.`,
        keep: `dataStores.${name}.objectName: '${old}'`,
      })),
};

const storeKindChanged: Row = {
  id: 'store-kind-changed',
  level: 'dangerous',
  change: 'The kind of a data store: `kind`',
  happens:
    'No data moves to the new kind. Where both have a volume of the same name, the new server starts on ' +
    'the data of ' +
    'the old one, and may refuse its format.',
  way: 'Add the new store under another key, move the data, then remove the old one.',
  find: (change) =>
    changedIn(change, 'store', 'kind').map(({ name, old, now }) => ({
      what: `data store ${name}: ${old} becomes ${now}`,
    })),
};

const volumeRemoved: Row = {
  id: 'volume-removed',
  level: 'dangerous',
  change: 'The volume of a store that stays: `persistence`',
  happens:
    'The store starts again without data and keeps nothing across restarts. The volume stays in the ' +
    'cluster, and nobody ' +
    'uses it.',
  way: 'Copy the data first. If you add "persistence" again, the store continues with what the volume holds.',
  find: (change) =>
    stayingOf(change, 'store').flatMap(({ name, before, after }) =>
      before['volume'] === 'yes' &&
      after['volume'] === undefined &&
      before['kind'] === after['kind']
        ? [{ what: `volume of data store ${name}` }]
        : [],
    ),
};

/** Rows about data stores as a whole. */
export const storeRows: readonly Row[] = [
  storeRemoved,
  storeRenamed,
  storeKindChanged,
  volumeRemoved,
];
