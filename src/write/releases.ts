import { isScalar, isSeq } from 'yaml';
import { isUnreleased } from '../domain/unreleased.ts';
import type { KeyPath } from '../render/spec.ts';
import type { OurPart, Release } from './inventory-entry.ts';
import { readableYaml } from './read-yaml.ts';
import type { YamlDocument } from './read-yaml.ts';

/** An image that a release file names. */
export interface Slot {
  /** Whose image it is, where that is recorded. */
  readonly component: string | undefined;
  readonly place: KeyPath;
  readonly repository: string | undefined;
  readonly release: Release;
}

/** Whether CI, or a person, has said what runs. */
export const isFilled = ({ release }: Slot): boolean =>
  (release.tag ?? release.digest) !== undefined && !isUnreleased(release);

/** Whether it is as a resync wrote it, and nothing ever filled it. */
export const isBlank = ({ release }: Slot): boolean => isUnreleased(release);

/** Whether two places of a file are one. */
export const isSamePlace = (one: KeyPath, other: KeyPath): boolean =>
  one.length === other.length && one.every((key, index) => key === other[index]);

/** The images that a release file names; none where it cannot be read, which whoever edits it will say. */
export function slotsIn(bytes: Buffer, ours: OurPart): readonly Slot[] {
  const document = readableYaml(bytes);
  if (document === undefined) return [];
  return ours.part.kind === 'entries'
    ? listedSlots(document, ours.part, ours)
    : placesOf(ours).map(([component, place]) => ({
        component,
        place,
        repository: textAt(document, [...place, 'repository']),
        release: {
          tag: textAt(document, [...place, 'tag']),
          digest: textAt(document, [...place, 'digest']),
        },
      }));
}

/** The mappings of images in values of a chart; an inventory of an older version does not say whose they are. */
function placesOf({ part, places }: OurPart): readonly (readonly [string | undefined, KeyPath])[] {
  if (places !== undefined) return Object.entries(places);
  const paths = part.kind === 'keys' ? part.paths : [];
  return paths
    .filter((path) => path.at(-1) === 'repository')
    .map((path) => [undefined, path.slice(0, -1)]);
}

function listedSlots(
  document: YamlDocument,
  { path, key }: { readonly path: KeyPath; readonly key: string },
  { places = {} }: OurPart,
): readonly Slot[] {
  const owners = new Map(Object.entries(places).map(([component, [name]]) => [name, component]));
  const list: unknown = document.getIn(path);
  if (!isSeq(list)) return [];
  return list.items.flatMap((_, index): Slot[] => {
    const item = [...path, String(index)];
    const repository = textAt(document, [...item, key]);
    if (repository === undefined) return [];
    return [
      {
        component: owners.get(repository),
        place: [repository],
        repository,
        release: {
          tag: textAt(document, [...item, 'newTag']),
          digest: textAt(document, [...item, 'digest']),
        },
      },
    ];
  });
}

/** A number is read as it stands in the file: 1.10 is not 1.1. */
function textAt(document: YamlDocument, path: KeyPath): string | undefined {
  const node: unknown = document.getIn(path, true);
  if (!isScalar(node)) return undefined;
  const text = typeof node.value === 'string' ? node.value : node.source;
  return text === '' ? undefined : text;
}
