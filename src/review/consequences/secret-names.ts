import { changedIn, stayingOf } from './environment-change.ts';
import type { EnvironmentChange, Is } from './environment-change.ts';
import type { Found, Row } from './row.ts';

/** A value of a fact that names a secret or a key in one, and the option of the config that sets it. */
interface Role {
  readonly kind: string;
  readonly key: string;
  readonly what: 'secret' | 'key' | 'keys';
  readonly option: (name: string) => string;
}

const roles: readonly Role[] = [
  {
    kind: 'store',
    key: 'secret',
    what: 'secret',
    option: (name) => `dataStores.${name}.secretName`,
  },
  {
    kind: 'store',
    key: 'urlSecret',
    what: 'secret',
    option: (name) => `dataStores.${name}.secret.name`,
  },
  { kind: 'store', key: 'urlKey', what: 'key', option: (name) => `dataStores.${name}.secret.key` },
  { kind: 'store', key: 'variable', what: 'key', option: (name) => `dataStores.${name}.variable` },
  {
    kind: 'barmancloud.cnpg.io/ObjectStore',
    key: 'secret',
    what: 'secret',
    option: () => 'backup.secretName',
  },
  { kind: 'component', key: 'pull', what: 'secret', option: () => 'registry.pullSecret' },
  { kind: 'broker', key: 'secret', what: 'secret', option: () => 'messaging.broker.secret' },
  { kind: 'monitoring', key: 'secret', what: 'secret', option: () => 'monitoring.slack.secret' },
  { kind: 'monitoring', key: 'keys', what: 'keys', option: () => 'monitoring.slack.key' },
  { kind: 'broker', key: 'keys', what: 'keys', option: () => 'messaging.broker.keys' },
];

const renamedRoles = (change: EnvironmentChange): readonly Found[] =>
  roles.flatMap(({ kind, key, what, option }) =>
    changedIn(stayingOf(change, kind), key)
      .filter(({ before, after }) => before['kind'] === after['kind'])
      .map(({ name, old, now }) => ({
        what: `${what} ${old} becomes ${now}`,
        ...(what === 'keys' ? {} : { keep: `${option(name)}: '${old}'` }),
      })),
  );

/** Variables of components that are read from elsewhere, where that is not there yet. */
const renamedReads = (change: EnvironmentChange): readonly Found[] =>
  stayingOf(change, 'component').flatMap(({ before, after }) => {
    const reads = readsOf(after);
    return [...readsOf(before)].flatMap(([variable, old]): Found[] => {
      const now = reads.get(variable);
      if (now === undefined || now === old || isThere(change, now)) return [];
      const [[oldSecret, oldKey], [secret, key]] = [old.split('/'), now.split('/')];
      return [
        {
          what: oldKey === key ? `secret ${oldSecret} becomes ${secret}` : `${old} becomes ${now}`,
        },
      ];
    });
  });

/** What is read by the variables of a component: `orders-secrets/DB_URL`. */
const readsOf = ({ reads = '' }: Is): ReadonlyMap<string, string> =>
  new Map(
    reads.split(' ').map((read): [string, string] => {
      const [variable = '', from = ''] = read.split('=');
      return [variable, from];
    }),
  );

function isThere({ before }: EnvironmentChange, read: string): boolean {
  const [secret = '', key = ''] = read.split('/');
  return before.get(`secret/${secret}`)?.['keys']?.split(' ').includes(key) === true;
}

/** Secrets that something reads under another name. */
export const secretRenamed: Row = {
  id: 'secret-renamed',
  level: 'dangerous',
  change:
    'The name of a secret or of a key in it, for what stays: `secretName`, `variable`, `pullSecret`, `secret` of ' +
    '`secretEnv`, of an external store, the broker or alerts',
  happens:
    'What reads it waits for a Secret, or a key in it, that is not there until it is sealed or made: new pods do not ' +
    'start. Where the new one holds another password of a store, clients are refused until their connection URLs ' +
    'have it too.',
  way:
    'Keep the old name. To change it, seal the new secret with the values of the old one in the same change, and ' +
    'delete the old one when nothing reads it any more.',
  find: (change) => [...renamedRoles(change), ...renamedReads(change)],
};
