import { plainOf } from '../render/render.ts';
import type { FileSpec, KeyPath, Releases, SharedPart } from '../render/spec.ts';
import type { Snapshot } from '../disk/snapshot.ts';
import { valueAt } from './editor.ts';
import type { OurPart, Release } from './inventory-entry.ts';
import type { Inventory } from './inventory.ts';
import { isFilled, slotsIn } from './releases.ts';
import type { Slot } from './releases.ts';
import { ownOf } from '../domain/own.ts';

/** What a release file gets that CI wrote somewhere else: the config moved it, and it still runs. */
export interface Carried {
  /** By component. */
  readonly releases: ReadonlyMap<string, Moved>;
  /** What CI wrote of components that the file cannot name any longer, for when they come back. */
  readonly gone: Readonly<Record<string, Release>>;
}

/** A release that moves. */
export interface Moved {
  readonly release: Release;
  /** Where it leaves; undefined for one that only the inventory remembers. */
  readonly from: { readonly path: string; readonly place: KeyPath } | undefined;
}

interface Source {
  readonly path: string;
  readonly slot: Slot;
  /** Whether the inventory says whose images the file names. */
  readonly isRecorded: boolean;
  /** Whether the file is a list of images, which keeps what nobody has any longer. */
  readonly isListed: boolean;
}

/** What moves into each release file, by its path. */
export function carriedReleases(
  wanted: readonly FileSpec[],
  snapshot: Snapshot,
  inventory: Inventory,
): ReadonlyMap<string, Carried> {
  const paths = new Set(wanted.map(({ path }) => path));
  const slotsAt = (path: string, ours: OurPart | undefined): readonly Source[] => {
    const found = snapshot.get(path);
    if (found?.kind !== 'file' || ours === undefined) return [];
    return slotsIn(found.bytes, ours).map((slot) => ({
      path,
      slot,
      isRecorded: ours.places !== undefined,
      isListed: ours.part.kind === 'entries',
    }));
  };
  return new Map(
    wanted.flatMap((spec): [string, Carried][] => {
      const { path, ownership, content } = spec;
      if (ownership.kind !== 'shared' || ownership.releases === undefined) return [];
      const { ours: part, releases } = ownership;
      const left = releases.formerly.filter((other) => !paths.has(other));
      const records = [path, ...left].map((at) => ({ at, ours: oursAt(inventory, at) }));
      return [
        [
          path,
          carriedInto({
            releases,
            repositories: repositoriesOf(spec, part),
            now: slotsAt(path, { format: content.kind, part, places: releases.places }),
            before: records.flatMap(({ at, ours }) => slotsAt(at, ours)),
            gone: Object.assign({}, ...records.map(({ ours }) => ours?.gone).reverse()),
            path,
          }),
        ],
      ];
    }),
  );
}

/** Where releases stood that move, by their files. */
export function movedFrom(carried: readonly Carried[]): ReadonlyMap<string, readonly KeyPath[]> {
  const places = new Map<string, KeyPath[]>();
  for (const { releases } of carried)
    for (const { from } of releases.values())
      if (from !== undefined) places.set(from.path, [...(places.get(from.path) ?? []), from.place]);
  return places;
}

const oursAt = ({ entries }: Inventory, path: string): OurPart | undefined => {
  const entry = entries.get(path);
  return entry?.ownership === 'shared' ? entry.ours : undefined;
};

/** The repository that a file names of each component. */
function repositoriesOf(
  { content, ownership }: FileSpec,
  part: SharedPart,
): ReadonlyMap<string, string> {
  const places = ownership.kind === 'shared' ? (ownership.releases?.places ?? {}) : {};
  const [document] = content.kind === 'yaml' ? content.documents : [];
  const data = document === undefined ? undefined : plainOf(document);
  return new Map(
    Object.entries(places).map(([component, place]) => [
      component,
      String(part.kind === 'entries' ? place[0] : valueAt(data, [...place, 'repository'])),
    ]),
  );
}

interface CarriedInput {
  readonly releases: Releases;
  readonly repositories: ReadonlyMap<string, string>;
  readonly now: readonly Source[];
  readonly before: readonly Source[];
  readonly gone: Readonly<Record<string, Release>>;
  readonly path: string;
}

function carriedInto(input: CarriedInput): Carried {
  const { releases, now, before, gone, path } = input;
  const places = new Map(Object.entries(releases.places));
  const wanted = new Set([...places.values()].map(nameOfPlace));
  const filled = new Set(
    now.filter(({ slot }) => isFilled(slot)).map(({ slot }) => nameOfPlace(slot.place)),
  );
  const free = before.filter(
    ({ path: at, slot }) => isFilled(slot) && !(at === path && wanted.has(nameOfPlace(slot.place))),
  );
  const find = finderOf(free, places);
  const moved = new Map<string, Moved>();
  for (const [component, place] of places) {
    if (filled.has(nameOfPlace(place))) continue;
    const source = find(component, input.repositories.get(component));
    const remembered = ownOf(gone, component);
    if (source !== undefined)
      moved.set(component, {
        release: source.slot.release,
        from: { path: source.path, place: source.slot.place },
      });
    else if (remembered !== undefined)
      moved.set(component, { release: remembered, from: undefined });
  }
  const left = new Set(
    [...moved.values()].flatMap(({ from }) =>
      from === undefined ? [] : [`${from.path} ${nameOfPlace(from.place)}`],
    ),
  );
  // Values of a chart are refused with a component that it does not know, or go with their file.
  const lost = free.filter(
    ({ path: at, slot, isListed }) => !isListed && !left.has(`${at} ${nameOfPlace(slot.place)}`),
  );
  return {
    releases: moved,
    gone: Object.fromEntries(
      [
        ...Object.entries(gone),
        ...lost.flatMap(({ slot: { component, release } }) =>
          component === undefined ? [] : [[component, release] as const],
        ),
      ].filter(([component]) => !places.has(component)),
    ),
  };
}

type Finder = (component: string, repository: string | undefined) => Source | undefined;

/**
 * What finds the release of a component: by its name; by its image, where nobody else has it; by the
 * last part of its image, in a file of a version that did not record whose image it is.
 */
function finderOf(free: readonly Source[], places: ReadonlyMap<string, KeyPath>): Finder {
  const nobodys = free.filter(
    ({ slot: { component } }) => component === undefined || !places.has(component),
  );
  const unknown = free.filter(({ isRecorded }) => !isRecorded);
  const byComponent = firstBy(free, ({ slot }) => slot.component);
  const byRepository = firstBy(nobodys, ({ slot }) => slot.repository);
  const byName = firstBy(unknown, ({ slot }) => lastPartOf(slot.repository));
  return (component, repository) =>
    byComponent.get(component) ??
    byRepository.get(repository) ??
    byName.get(lastPartOf(repository));
}

const firstBy = <K>(all: readonly Source[], keyOf: (source: Source) => K): ReadonlyMap<K, Source> =>
  new Map([...all].reverse().map((source) => [keyOf(source), source]));

const lastPartOf = (repository = ''): string => repository.slice(repository.lastIndexOf('/') + 1);

const nameOfPlace = (place: KeyPath): string => JSON.stringify(place);
