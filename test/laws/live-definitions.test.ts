import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { groupOf, isBuiltIn, kinds } from '../../src/domain/kinds.ts';
import { definitions } from '../live/build/definitions.ts';

const build = join(import.meta.dirname, '../live/build');

/** The modules that programs of the live cluster are compiled from, with their versions. */
const compiled = new Map(
  ['argo', 'kube']
    .flatMap((module) => readFileSync(join(build, module, 'go.mod'), 'utf8').split('\n'))
    .map((line) => /^\t(\S+) (v\S+)/.exec(line))
    .flatMap((match) => (match === null ? [] : [[match[1], match[2]] as const])),
);

describe('the definitions of the live cluster', () => {
  const served: readonly string[] = Object.values(definitions).flatMap(({ groups }) => groups);

  for (const [apiVersion, scopes] of Object.entries(kinds))
    if (!isBuiltIn(apiVersion) && !Object.values(scopes).every((scope) => scope === 'none'))
      it(`serve ${apiVersion}`, () => expect(served).toContain(groupOf(apiVersion)));

  for (const [name, { module, version }] of Object.entries(definitions))
    if (compiled.has(module))
      it(`are those of the ${name} that runs`, () => expect(version).toBe(compiled.get(module)));
});
