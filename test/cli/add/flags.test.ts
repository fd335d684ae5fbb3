import { expect, test } from 'vitest';
import { environmentFlags, componentFlags, storeFlags } from '../../../src/cli/add/flags.ts';
import { component } from '../../../src/config/schema/component.ts';
import { configSchema } from '../../../src/config/schema/schema.ts';
import { kindOf, objectsIn, schemasAt } from '../../../src/config/schema/schema-at.ts';
import { stores } from '../../../src/stores/index.ts';

test('the help names every kind that the schema knows', () => {
  expect(componentFlags.runtime.choices).toEqual(objectsIn(component.shape.runtime).map(kindOf));
  expect(storeFlags.kind.choices).toEqual(Object.keys(stores));
  const [trigger] = schemasAt(configSchema, ['environments', 'any', 'trigger'], {});
  expect(
    environmentFlags.trigger.choices.map((one) =>
      trigger?._zod.run({ value: one, issues: [] }, {}),
    ),
  ).toEqual(environmentFlags.trigger.choices.map((value) => ({ value, issues: [] })));
});
