import { expect, test } from 'vitest';
import { newStores } from '../../src/cli/create/new-stores.ts';
import { storeOffers } from '../../src/cli/create/store-choices.ts';

test('the help of create names every kind of store that it offers, as the kind names itself', () => {
  expect(Object.entries(storeOffers).map(([kind, { label }]) => [kind, label])).toEqual(
    newStores.map(([kind, { label }]) => [kind, label]),
  );
});
