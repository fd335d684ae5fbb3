import { describe, expect, it } from 'vitest';
import { groupOf, isBuiltIn, kinds } from '../../src/domain/kinds.ts';
import { definitions } from '../live/build/definitions.ts';

describe('the definitions of the live cluster', () => {
  const served: readonly string[] = Object.values(definitions).flatMap(({ groups }) => groups);

  for (const [apiVersion, scopes] of Object.entries(kinds))
    if (!isBuiltIn(apiVersion) && !Object.values(scopes).every((scope) => scope === 'none'))
      it(`serve ${apiVersion}`, () => expect(served).toContain(groupOf(apiVersion)));
});
