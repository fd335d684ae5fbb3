import { expect, test } from 'vitest';
import { newStores } from '../../src/cli/create/new-stores.ts';
import { storeChoices } from '../../src/cli/create/store-choices.ts';

test('the help of create names every kind of store that it offers', () => {
  expect(storeChoices).toEqual(newStores.map(([kind]) => kind));
});
