import { changedIn, goingOf, movedIn, nowOf, stayingOf } from './environment-change.ts';
import type { EnvironmentChange, Is } from './environment-change.ts';
import type { Found, Row } from './row.ts';
import { thenApply } from './stranded.ts';

/** Whether somebody else runs a store: none of its objects are ours. */
const isElsewhere = (is: Is): boolean => is['name'] === undefined;

/** What is left of a store in the cluster. */
function fate(is: Is): string {
  if (isElsewhere(is)) return 'It stays where it is, but its clients no longer reach it';
  return is['kept'] === 'yes'
    ? 'It stays in the cluster with its volumes, credentials and backups, but its clients no longer reach ' +
        'it and its alerts end'
    : 'It is deleted with everything that it holds';
}

const page =
  'docs/runbooks/remove-a-store.md, as it is before this change, says how to copy and delete it';

/** Options that keep all that follows from the key of a store. */
function namesOf({ before }: EnvironmentChange, is: Is): string {
  const archive = before.get(`barmancloud.cnpg.io/ObjectStore/${String(is['name'])}-backup`);
  const names: readonly (readonly [option: string, name: string | undefined])[] = [
    ['objectName', is['name']],
    ['secretName', is['secret']],
    ['secret.name', is['urlSecret']],
    ['secret.key', is['urlKey']],
    ['variable', is['variable']],
    ['backup.secretName', archive?.['secret']],
  ];
  return names
    .flatMap(([option, name]) => (name === undefined ? [] : [`${option}: '${name}'`]))
    .join(', ');
}

const storeRemoved: Row = {
  id: 'store-removed',
  level: 'dangerous',
  change: 'A data store that leaves the config or gets another key',
  happens:
    'One that holds data stays in the cluster with all that it needs, but its clients no longer reach it ' +
    'and its alerts ' +
    'end. A cache without a volume is deleted with what it holds.',
  way:
    'Copy what you want to keep. If only its key changes, give the new one the old names with "objectName", ' +
    '"secretName", "variable" and "backup.secretName".',
  find: (change) =>
    goingOf(change, 'store').map(([name, is]) => ({
      what: `data store ${name} (${String(is['kind'])})`,
      happens: `${fate(is)}.`,
      way: `If only its key changes, keep its names.${is['kept'] === 'yes' ? ` Else ${page}.` : ''}`,
      keep: namesOf(change, is),
    })),
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
    changedIn(stayingOf(change, 'store'), 'name')
      .filter(({ before, after }) => before['kind'] === after['kind'])
      .map(({ name, before, old, now }) => ({
        what: `objects of data store ${name}: ${old} becomes ${now}`,
        happens: `A new, empty store is made. Of the old one: ${fate(before)}.`,
        keep: `dataStores.${name}.objectName: '${old}'`,
      })),
};

const storeMoved: Row = {
  id: 'store-moved',
  level: 'dangerous',
  change: 'The namespace of a data store: `namespace`',
  happens:
    'A new, empty store is made in the other namespace. The old one stays with its data where it holds any, and ' +
    'nobody uses it; else it is deleted. Connection URLs that are sealed lead to the old one.',
  way:
    'Copy the data before anybody writes to the new store. Seal a new password there and in the URLs of its clients ' +
    'in the same change ("gitops-service secrets rotate"), then apply argocd/project.yaml and the Applications, or ' +
    'let a root app do it.',
  find: (change) =>
    movedIn(stayingOf(change, 'store'))
      .filter(({ before, after }) => !isElsewhere(before) && !isElsewhere(after))
      .map(({ name, before, after, old, now }) => ({
        what: `data store ${name}: from ${old} to ${now}`,
        happens: `A new, empty store is made. Of the old one: ${fate(before)}.`,
        ...wayOfMoved(change, after['secret']),
      })),
};

const wayOfMoved = (change: EnvironmentChange, secret: string | undefined): Pick<Found, 'way'> => {
  if (secret === undefined) return {};
  const copied =
    'Copy the data before anybody writes to the new store. Seal a new password there and in the URLs of its clients ' +
    `in the same change: npx gitops-service secrets rotate ${change.name} ${secret}`;
  return {
    way: nowOf(change, 'root') === undefined ? `${copied}. ${thenApply(change)}` : `${copied}.`,
  };
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
    changedIn(stayingOf(change, 'store'), 'kind').map(({ name, before, after, old, now }) => ({
      what: `data store ${name}: ${old} becomes ${now}`,
      ...(isElsewhere(before) || isElsewhere(after)
        ? {
            happens: `Clients find another store, with the data of that. Of the old one: ${fate(before)}.`,
          }
        : {}),
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

const hostChanged: Row = {
  id: 'store-host-changed',
  level: 'dangerous',
  change: 'Where clients reach a data store: `pooler`',
  happens:
    'Its NetworkPolicies admit clients at the new host only, and connection URLs that are sealed have the old one: ' +
    'clients lose the store until their URLs are sealed again and they have started anew.',
  way: 'Seal the connection URLs again in the same change, and plan the time without the store.',
  find: (change) =>
    changedIn(stayingOf(change, 'store'), 'host')
      .filter(({ before, after }) => ['name', 'kind'].every((key) => before[key] === after[key]))
      // A Service in the same namespace has a short and a long name; one in another is a store that has moved.
      .filter(({ old, now }) => serviceIn(old) !== serviceIn(now))
      .map(({ name, old, now }) => ({ what: `host of data store ${name}: ${old} becomes ${now}` })),
};

const serviceIn = (host: string): string => host.replace(/\..*/, '');

const storeDowngrade: Row = {
  id: 'store-downgrade',
  level: 'dangerous',
  change: 'A lower version of a Redis or Valkey with a volume: `image`',
  happens:
    'The newer server is stopped first, and the older one may not read its files: then it does not start, and ' +
    'nothing answers.',
  way:
    'Leave the version as it is. To go back, add a store under another key, copy the data with a client, and ' +
    'remove the old one.',
  find: (change) =>
    changedIn(stayingOf(change, 'store'), 'version')
      .filter(({ before, after, old, now }) => {
        const isSame = ['kind', 'volume'].every((key) => before[key] === after[key]);
        return isSame && before['volume'] === 'yes' && isLower(now, old);
      })
      .map(({ name, old, now }) => ({ what: `data store ${name}: version ${old} becomes ${now}` })),
};

/** Whether a version is lower, as far as both say it: of 8 and 8.2 none is. */
function isLower(version: string, than: string): boolean {
  const [major = 0, minor = Infinity] = version.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = than.split('.').map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}

/** Rows about data stores as a whole. */
export const storeRows: readonly Row[] = [
  storeRemoved,
  storeRenamed,
  storeMoved,
  storeKindChanged,
  volumeRemoved,
  hostChanged,
  storeDowngrade,
];
