import type { Fact } from '../../domain/fact.ts';
import { hasStandIn } from '../../domain/stand-in.ts';
import type { Recorded } from '../../write/lived-in.ts';
import type { EnvironmentChange, Facts } from './environment-change.ts';
import type { Found, Row } from './row.ts';
import { rows } from './table.ts';

/** What a change of the config does on the clusters, beside what it is meant to do. */
export interface Consequence {
  readonly id: string;
  /** `note`: nothing was released there yet, so that nobody needs to accept it. */
  readonly level: Row['level'];
  readonly environments: readonly string[];
  readonly text: string;
  readonly way: string;
  /** Why nobody can say whether something was released there: then it counts as if. */
  readonly doubt?: string;
}

/** Of a folder that nothing is known of. */
export const noRecords: Recorded = {
  facts: undefined,
  isNew: true,
  livedIn: new Set(),
  doubts: new Map(),
};

/** Every consequence of what the config makes of the clusters; the environments with the same one together. */
export function consequencesOf(
  { facts = [], livedIn, doubts }: Recorded,
  wanted: readonly Fact[],
): readonly Consequence[] {
  const known = byEnvironment(facts.map(withoutStandIns));
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
  return rows.flatMap((row) =>
    together(
      changes.flatMap((change) =>
        row.find(change).map((found): Told => ({
          happens: row.happens,
          way: row.way,
          ...found,
          id: row.id,
          level: levelOf(row, livedIn.has(change.name)),
          environment: change.name,
          doubt: doubts.get(change.name),
        })),
      ),
    ),
  );
}

/** A place of a row, with all that is said of it. */
interface Told extends Required<Omit<Found, 'keep'>>, Pick<Found, 'keep'> {
  readonly id: string;
  readonly level: Row['level'];
  readonly environment: string;
  readonly doubt: string | undefined;
}

/** A fact without the values that stand in for another: nothing lives under such a name. */
const withoutStandIns = (fact: Fact): Fact => ({
  ...fact,
  is: Object.fromEntries(Object.entries(fact.is).filter(([, value]) => !hasStandIn(value))),
});

/** Whether two environments are one namespace of one cluster. */
const isSamePlace = (one: Facts, other: Facts | undefined): boolean =>
  ['namespace', 'cluster'].every(
    (key) => one.get('environment')?.[key] === other?.get('environment')?.[key],
  );

/** Where nothing was released there is little to lose: what a server refuses can be deleted and made again. */
const levelOf = ({ level }: Row, isLivedIn: boolean): Consequence['level'] =>
  isLivedIn ? level : level === 'refused' ? 'dangerous' : 'note';

const byEnvironment = (facts: readonly Fact[]): ReadonlyMap<string, readonly Fact[]> =>
  new Map(
    groupsOf(facts, ({ environment }) => environment).map((group) => [group[0].environment, group]),
  );

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

/** Places of a row that are told in the same words are one consequence, which names them all. */
function together(all: readonly Told[]): readonly Consequence[] {
  const groups = groupsOf(all, ({ level, happens, way }) => JSON.stringify([level, happens, way]));
  return groups.map(([first, ...others]): Consequence => {
    const group = [first, ...others];
    const environments = namesOf(group);
    const doubts = groupsOf(group, ({ doubt }) => doubt ?? '').flatMap((same) =>
      same[0].doubt === undefined ? [] : [`${namesOf(same).join(', ')}: ${same[0].doubt}`],
    );
    const keeps = [...new Set(group.flatMap(({ keep }) => keep ?? []))];
    return {
      id: first.id,
      level: first.level,
      environments,
      text: `${placesOf(group, environments)}. ${first.happens}`,
      way: first.way + (keeps.length === 0 ? '' : ` In the config: ${keeps.join(', ')}`),
      ...(doubts.length === 0 ? {} : { doubt: doubts.join('; ') }),
    };
  });
}

/** What changes; with its environments where not all of them have it. */
const placesOf = (group: readonly Told[], environments: readonly string[]): string =>
  groupsOf(group, ({ what }) => what)
    .map((same) => {
      const names = namesOf(same);
      const where = names.length === environments.length ? '' : ` (${names.join(', ')})`;
      return `${same[0].what}${where}`;
    })
    .join('; ');

const namesOf = (group: readonly Told[]): readonly string[] => [
  ...new Set(group.map(({ environment }) => environment)),
];

type Group<Item> = [first: Item, ...others: Item[]];

function groupsOf<Item>(all: readonly Item[], keyOf: (item: Item) => string): Group<Item>[] {
  const groups = new Map<string, Group<Item>>();
  for (const item of all) {
    const known = groups.get(keyOf(item));
    if (known === undefined) groups.set(keyOf(item), [item]);
    else known.push(item);
  }
  return [...groups.values()];
}
