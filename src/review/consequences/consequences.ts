import type { Fact } from '../../domain/fact.ts';
import type { Recorded } from '../../write/lived-in.ts';
import type { EnvironmentChange, Facts } from './environment-change.ts';
import type { Row } from './row.ts';
import { rows } from './table.ts';

/** What a change of the config does on the clusters, beside what it is meant to do. */
export interface Consequence {
  readonly id: string;
  /** `note`: nothing was released there yet, so that nobody needs to accept it. */
  readonly level: Row['level'];
  readonly environments: readonly string[];
  readonly text: string;
  readonly way: string;
}

/** Of a folder that nothing is known of. */
export const noRecords: Recorded = { facts: undefined, isNew: true, livedIn: new Set() };

/** Every consequence of what the config makes of the clusters; the environments with the same one together. */
export function consequencesOf(
  { facts = [], livedIn }: Recorded,
  wanted: readonly Fact[],
): readonly Consequence[] {
  const known = byEnvironment(facts);
  const after = new Map([...byEnvironment(wanted)].map(([name, is]) => [name, sidesOf(is)[0]]));
  const added = [...after].filter(([name]) => !known.has(name));
  const changes = [...known].flatMap(([name, found]) =>
    sidesOf(found).map((before): EnvironmentChange => {
      const now = after.get(name);
      if (now !== undefined) return { name, before, after: now };
      const [heir] = added.filter(([, is]) => isSamePlace(before, is));
      return heir === undefined
        ? { name, before, after: undefined }
        : { name, before, after: heir[1], renamedTo: heir[0] };
    }),
  );
  return together(
    rows.flatMap((row) =>
      changes.flatMap((change) =>
        row.find(change).map(({ what, happens = row.happens, way = row.way }) => ({
          id: row.id,
          level: levelOf(row, livedIn.has(change.name)),
          environments: [change.name],
          text: `${what}. ${happens}`,
          way,
        })),
      ),
    ),
  );
}

/** Whether two environments are one namespace of one cluster. */
const isSamePlace = (one: Facts, other: Facts | undefined): boolean =>
  ['namespace', 'cluster'].every(
    (key) => one.get('environment')?.[key] === other?.get('environment')?.[key],
  );

/** Where nothing was released there is little to lose: what a server refuses can be deleted and made again. */
const levelOf = ({ level }: Row, isLivedIn: boolean): Consequence['level'] =>
  isLivedIn ? level : level === 'refused' ? 'dangerous' : 'note';

function byEnvironment(facts: readonly Fact[]): ReadonlyMap<string, readonly Fact[]> {
  const found = new Map<string, Fact[]>();
  for (const fact of facts) {
    const known = found.get(fact.environment);
    if (known === undefined) found.set(fact.environment, [fact]);
    else known.push(fact);
  }
  return found;
}

/** The facts of an environment; after a merge that left conflict markers, those of each side. */
function sidesOf(facts: readonly Fact[]): readonly Facts[] {
  const sides: Map<string, Fact['is']>[] = [new Map()];
  const seen = new Map<string, number>();
  for (const { object, is } of facts) {
    const count = seen.get(object) ?? 0;
    seen.set(object, count + 1);
    if (count === sides.length) sides.push(new Map(sides[0]));
    for (const side of sides.slice(count)) side.set(object, is);
  }
  return sides;
}

function together(all: readonly Consequence[]): readonly Consequence[] {
  const found = new Map<string, Consequence>();
  for (const consequence of all) {
    const { id, level, text, way, environments } = consequence;
    const key = JSON.stringify([id, level, text, way]);
    const known = found.get(key)?.environments ?? [];
    found.set(key, { ...consequence, environments: [...new Set([...known, ...environments])] });
  }
  return [...found.values()];
}
