import type { ConfigInput } from '../../config/schema/schema.ts';
import { LOWER_STAND_IN } from '../../domain/stand-in.ts';
import { stores } from '../../stores/index.ts';
import type { NewStore, Store } from '../../stores/store.ts';

/** The kinds that a new config may have. */
export const newStores: readonly (readonly [kind: string, NewStore])[] = Object.entries<Store>(
  stores,
).flatMap(([kind, { create }]) => (create === undefined ? [] : [[kind, create] as const]));

type Stores = NonNullable<ConfigInput['dataStores']>;

/** What a new config says of its stores, each under the name of its kind. */
export const storeInputs = (wanted: readonly string[]): Stores =>
  inputsOf(wanted, (kind, create) => ({ kind, ...create.config() }));

/** What production says besides. */
export const productionInputs = (wanted: readonly string[], service: string): Stores =>
  inputsOf(wanted, (_, create) => create.production({ bucket: LOWER_STAND_IN, service }));

type Checks = NonNullable<NonNullable<ConfigInput['components'][string]['health']>['checks']>;

/** How the new application asks its stores whether they are there: it can go on without a cache. */
export const storeChecks = (wanted: readonly string[]): Checks =>
  Object.fromEntries(
    Object.entries<Store>(stores).flatMap(([kind, { role }]) =>
      wanted.includes(kind)
        ? [[kind, { store: kind, ...(role === 'cache' ? { critical: false } : {}) }]]
        : [],
    ),
  );

function inputsOf(
  wanted: readonly string[],
  inputOf: (kind: string, create: NewStore) => object | undefined,
): Stores {
  const inputs = wanted.flatMap((kind) =>
    newStores.flatMap(([known, create]) => {
      const input = known === kind ? inputOf(kind, create) : undefined;
      return input === undefined ? [] : [[kind, input] as const];
    }),
  );
  // Every kind writes what its own schema reads.
  return Object.fromEntries(inputs) as Stores;
}
