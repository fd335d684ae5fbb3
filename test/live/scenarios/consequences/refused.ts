import { cacheWith, databaseWith, store, withoutWal, type Change } from './living.ts';

/** A step that a server or an operator refuses, and one around it that is accepted. */
export interface RefusedStep {
  /** Ids of the table of consequences that this plays. */
  readonly ids: readonly string[];
  readonly name: string;
  readonly change: Change;
  /** The words of the refusal. */
  readonly says: RegExp;
  readonly way?: Change;
}

/** Steps of a config, each from what lives. */
export const refusedSteps: readonly RefusedStep[] = [
  {
    ids: ['volume-smaller'],
    name: 'a smaller volume of a database',
    change: store('main', databaseWith({ storage: '1Gi' })),
    says: /can't shrink existing storage from 2Gi to 1Gi/,
    way: store('small', databaseWith({ storage: '1Gi' })),
  },
  {
    ids: ['volume-smaller'],
    name: 'a smaller volume for the write-ahead log',
    change: store('main', databaseWith({ walStorage: '1Gi' })),
    says: /can't shrink existing storage from 2Gi to 1Gi/,
  },
  {
    ids: ['volume-smaller'],
    name: 'a smaller volume of a cache',
    change: store('cache', cacheWith({ persistence: { storage: '1Gi' } })),
    says: /spec\.resources\.requests\.storage: Forbidden: field can not be less than status\.capacity/,
    way: store('cache', cacheWith({ persistence: { storage: '3Gi' } })),
  },
  {
    ids: ['wal-volume-removed'],
    name: 'no volume for the write-ahead log',
    change: store('main', withoutWal),
    says: /walStorage cannot be disabled once configured/,
  },
  {
    ids: ['volume-class-changed', 'volume-class-named'],
    name: 'another StorageClass of a cache',
    change: store('cache', cacheWith({ persistence: { storage: '2Gi', storageClass: 'fast' } })),
    says: /spec: Forbidden: spec is immutable after creation except resources\.requests/,
    way: store('cache', cacheWith({ persistence: { storage: '2Gi', storageClass: 'standard' } })),
  },
  {
    ids: ['database-downgrade'],
    name: 'a lower major version',
    change: store('main', databaseWith({ version: 16 })),
    says: /can't downgrade from major 17 to 16/,
    way: store('main', databaseWith({ version: 18 })),
  },
  {
    ids: ['database-upgrade-too-low'],
    name: 'a higher major version below 16',
    change: store('old', databaseWith({ version: 15 })),
    says: /major upgrades are only supported to version 16 or higher/,
    way: store('old', databaseWith({ version: 16 })),
  },
  {
    ids: ['wal-level-lowered'],
    name: 'a minimal write-ahead log',
    change: store(
      'main',
      databaseWith({ parameters: { wal_level: 'minimal', max_wal_senders: '0' } }),
    ),
    says: /wal_level/,
  },
];
