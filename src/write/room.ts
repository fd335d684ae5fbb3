import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../errors.ts';
import type { KeyPath, Value } from '../render/spec.ts';
import { yamlOf } from '../render/yaml.ts';
import { valueAt } from './editor.ts';
import { jsonEditor } from './json-editor.ts';
import { TEXT_LIMIT } from './structure-limits.ts';
import { yamlEditor } from './yaml-editor.ts';
import { withoutAliases, withoutTwins } from './yaml-shapes.ts';

/** Where our part goes in a structured text, and whether a list or a mapping holds it. */
export interface Place {
  readonly format: 'yaml' | 'json';
  readonly paths: readonly KeyPath[];
  readonly isList: boolean;
}

/**
 * Texts that say the same and have room for our part, the one that is most like the text first. What
 * stands where our part needs a mapping or a list is not in them: only a person can decide to write them.
 */
export function* textsWithRoom(text: string, place: Place): Generator<string> {
  for (const attempt of place.format === 'json' ? jsonAttempts : yamlAttempts) {
    const candidate = unlessUnreadable(() => attempt(text, place));
    if (candidate !== undefined && candidate !== text && candidate.length <= TEXT_LIMIT)
      yield candidate;
  }
}

type Attempt = (text: string, place: Place) => string;

const topsOf = ({ paths }: Place): ReadonlySet<string> =>
  new Set(paths.flatMap(([top]) => top ?? []));

const jsonAttempts: readonly Attempt[] = [
  (text, place) => roomy(text, place),
  (text, place) => jsonEditor.fill(text, roomIn(jsonEditor.read(text), place.paths, place)),
];

const yamlAttempts: readonly Attempt[] = [
  (text) => withoutTwins(text),
  (text, place) => withoutAliases(withoutTwins(text), topsOf(place)),
  (text) => withoutAliases(withoutTwins(text)),
  (text, place) => roomy(withoutTwins(text), place),
  (text, place) => roomy(withoutAliases(withoutTwins(text)), place),
  (text, place) =>
    yamlOf([roomIn(yamlEditor.read(withoutTwins(text)), place.paths, place) as Value]),
];

/** The text with room below those of its own keys that we need. */
function roomy(text: string, place: Place): string {
  const editor = { yaml: yamlEditor, json: jsonEditor }[place.format];
  const root = editor.read(text);
  if (!isMapping(root)) return editor.fill(text, roomIn(root, place.paths, place));
  return [...topsOf(place)].reduce((result, top) => {
    const value = valueAt(root, [top]);
    const below = place.paths.filter(([first]) => first === top).map((path) => path.slice(1));
    const wanted = roomIn(value, below, place);
    return value === undefined || isDeepStrictEqual(value, wanted)
      ? result
      : editor.replace(result, [top], wanted);
  }, text);
}

/** The data with a mapping at each key above the paths, and with a list at their end where we need one. */
function roomIn(value: unknown, paths: readonly KeyPath[], place: Pick<Place, 'isList'>): unknown {
  if (paths.length === 0 || value === null || value === undefined) return value;
  if (paths.some((path) => path.length === 0))
    return place.isList && !Array.isArray(value) ? [] : value;
  if (!isMapping(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      roomIn(
        inner,
        paths.filter(([first]) => first === key).map((path) => path.slice(1)),
        place,
      ),
    ]),
  );
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function unlessUnreadable(work: () => string): string | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
