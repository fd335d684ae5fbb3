import { isUnreleased } from '../domain/unreleased.ts';
import { plainOf } from '../render/render.ts';
import type { FileSpec, KeyPath, Places, Value } from '../render/spec.ts';
import type { Moved } from './carried-releases.ts';
import type { OurPart } from './inventory-entry.ts';
import { isBlank, isSamePlace, slotsIn } from './releases.ts';
import { itemsAt, withItemKey, withoutItems } from './yaml-items.ts';
import { yamlEditor } from './yaml-editor.ts';
import { ownOf } from '../domain/own.ts';

type Entries = { readonly path: KeyPath; readonly key: string };
type Data = Readonly<Record<string, Value | undefined>>;

/** The description of a release file that also says what moves into it. */
export function filledSpec(spec: FileSpec, moved: ReadonlyMap<string, Moved>): FileSpec {
  const { content, ownership } = spec;
  if (moved.size === 0 || content.kind !== 'yaml' || ownership.kind !== 'shared') return spec;
  const { ours, releases } = ownership;
  const [document] = content.documents;
  if (releases === undefined || document === undefined || ours.kind === 'block') return spec;
  let data = plainOf(document) as Data;
  for (const [component, { release }] of moved) {
    const place = ownOf(releases.places, component) ?? [];
    data =
      ours.kind === 'entries'
        ? changedAt(data, ours.path, (list) =>
            (list as readonly Data[]).map((item) =>
              item[ours.key] === place[0]
                ? without({ ...item, newTag: release.tag, digest: release.digest })
                : item,
            ),
          )
        : changedAt(data, place, (image) => without({ ...(image as Data), ...release }));
  }
  return { ...spec, content: { ...content, documents: [data] } };
}

function changedAt(
  data: Data,
  [key = '', ...rest]: KeyPath,
  change: (value: Value) => Value,
): Data {
  const inner = ownOf(data, key) ?? {};
  return {
    ...data,
    [key]: rest.length === 0 ? change(inner) : changedAt(inner as Data, rest, change),
  };
}

const without = (data: Data): Data =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));

interface ListedReleases {
  readonly part: Entries;
  readonly places: Places;
  readonly previous: Places;
  readonly moved: ReadonlyMap<string, Moved>;
}

/**
 * A list of images that is about to be completed: an image with a new name keeps its entry,
 * and what nothing ever filled goes with its component.
 */
export function preparedList(
  text: string,
  { part, places, previous, moved }: ListedReleases,
): string {
  const names = new Set(Object.values(places).map(([name]) => name));
  const known = new Set(
    itemsAt(text, part.path).map((item): unknown => Reflect.get(Object(item), part.key)),
  );
  const renamed = Object.entries(places).reduce((result, [component, [to = '']]) => {
    const [from = ''] = ownOf(previous, component) ?? [];
    return from === '' || names.has(from) || known.has(to)
      ? result
      : withItemKey(result, part.path, { from, to, key: part.key });
  }, text);
  const refilled = new Set([...moved.keys()].map((component) => ownOf(places, component)?.[0]));
  const left = new Set([...moved.values()].map(({ from }) => from?.place[0]));
  return withoutItems(renamed, part.path, (item) => {
    const name: unknown = Reflect.get(Object(item), part.key);
    if (!isWritten(item, part)) return false;
    return typeof name === 'string' && names.has(name)
      ? refilled.has(name) && isBlankItem(item)
      : isBlankItem(item) || left.has(String(name));
  });
}

/** The list of images that nothing wants any longer: what moved and what nothing ever filled is gone. */
export function withoutReleases(
  text: string,
  { part, moved }: { readonly part: Entries; readonly moved: readonly KeyPath[] },
): string {
  const result = withoutItems(
    text,
    part.path,
    (item) =>
      isWritten(item, part) &&
      (isBlankItem(item) || moved.some(([name]) => name === Reflect.get(Object(item), part.key))),
  );
  return result !== text && isEmptyComponent(result, part) ? '' : result;
}

/** The keys of a chart's images that go with it; what CI wrote and nothing took along stays. */
export function leavingKeys(
  bytes: Buffer,
  ours: OurPart,
  moved: readonly KeyPath[],
): readonly KeyPath[] {
  return slotsIn(bytes, ours).flatMap((slot) => {
    const { place } = slot;
    const goes = isBlank(slot) || moved.some((other) => isSamePlace(other, place));
    return (goes ? ['repository', 'tag', 'digest'] : ['repository']).map((key) => [...place, key]);
  });
}

/** Whether an item says which image runs, and nothing else. */
const isWritten = (item: unknown, { key }: Entries): boolean =>
  Object.keys(Object(item)).every((name) => [key, 'newTag', 'digest'].includes(name));

const isBlankItem = (item: unknown): boolean => {
  const { newTag, digest }: { newTag?: unknown; digest?: unknown } = Object(item);
  return isUnreleased({ tag: newTag, digest });
};

/** A kustomization without images, in which nobody has written anything. */
function isEmptyComponent(text: string, { path }: Entries): boolean {
  const [list = ''] = path;
  const keys = Object.keys(Object(yamlEditor.read(text)));
  return (
    !text.includes('#') &&
    itemsAt(text, path).length === 0 &&
    keys.every((key) => ['apiVersion', 'kind', list].includes(key))
  );
}
