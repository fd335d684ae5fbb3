import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { groupOf, isBuiltIn } from '../../src/domain/kinds.ts';
import { storedQuantity } from '../../src/domain/quantities.ts';
import { inside, shown, type Plain } from './model.ts';

/** What scripts/stored-form.ts found in the definitions of our custom resources; `*` is any item or value. */
interface StoredForm {
  /** What an API server fills into a list or map that is compared as a whole, or into a key of a list. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly quantities: readonly string[];
}

/** The table, and the modules that it was made from. */
export const storedForms = JSON.parse(
  readFileSync(join(import.meta.dirname, '../schemas/stored-form.json'), 'utf8'),
) as { readonly sources: readonly string[]; readonly kinds: Readonly<Record<string, StoredForm>> };

/**
 * What a server would store otherwise than an object says it, where Argo CD takes that for a difference. Of built-in
 * kinds Argo CD knows the defaults, with two exceptions.
 */
export function unstored(object: Plain): string[] {
  const { apiVersion, kind } = object;
  const form = isBuiltIn(String(apiVersion))
    ? builtInForm(object)
    : storedForms.kinds[`${String(apiVersion)}/${String(kind)}`];
  if (form === undefined)
    return [`no stored form of ${String(apiVersion)} ${String(kind)} is known`];
  return [
    ...Object.entries(form.defaults).flatMap((row) => unwritten(object, row)),
    ...form.quantities.flatMap((path) => misspelt(object, path)),
    ...emptied(object),
  ].map((breach) => `${shown(object)} ${breach}`);
}

const unwritten = (object: Plain, [path, value]: readonly [string, unknown]): readonly string[] => {
  const key = path.slice(path.lastIndexOf('/') + 1);
  return placesAt(object, path.slice(0, path.lastIndexOf('/')))
    .filter(({ found }) => typeof found === 'object' && found !== null && !(key in found))
    .map(({ at }) => `${at}/${key} is left out: the API server writes ${JSON.stringify(value)}`);
};

const misspelt = (object: Plain, path: string): readonly string[] =>
  placesAt(object, path)
    .filter(({ found }) => String(found) !== storedQuantity(String(found)))
    .map(
      ({ at, found }) =>
        `${at} is ${String(found)}: a server writes ${storedQuantity(String(found))}`,
    );

/**
 * A server drops empty labels and annotations, and the empty lists of what it knows as Go types, though it counts each
 * apply of one as a change; a webhook that reads an object into Go types drops all that is empty.
 */
const emptied = (object: Plain): readonly string[] =>
  [...inside(object)]
    .filter(
      ([path, part]) =>
        Object.keys(part).length === 0 &&
        (/\/(labels|annotations)$/.test(path) ||
          (Array.isArray(part) && isBuiltIn(String(object['apiVersion']))) ||
          groupOf(String(object['apiVersion'])) === 'postgresql.cnpg.io'),
    )
    .map(([path]) => `${path} is empty, which is not stored`);

/** A claim template of a StatefulSet and the divisor of a resource get what Argo CD does not fill in. */
const builtInForm = (object: Plain): StoredForm => {
  const paths = [...inside(object)].map(([path]) => path);
  const of = (end: RegExp, key: string): readonly string[] =>
    paths.filter((path) => end.test(path)).map((path) => `${path}/${key}`);
  const claim = /^\/spec\/volumeClaimTemplates\/\d+$/;
  return {
    defaults: Object.fromEntries([
      ...of(claim, 'apiVersion').map((path) => [path, 'v1']),
      ...of(claim, 'kind').map((path) => [path, 'PersistentVolumeClaim']),
      ...of(/\/resourceFieldRef$/, 'divisor').map((path) => [path, '0']),
    ]),
    quantities: [
      ...of(/\/resources\/(requests|limits)$/, '*'),
      ...of(/\/emptyDir$/, 'sizeLimit'),
      ...of(/\/resourceFieldRef$/, 'divisor'),
    ],
  };
};

interface Place {
  readonly at: string;
  readonly found: unknown;
}

/** Everything that stands at a path. */
const placesAt = (object: Plain, path: string): readonly Place[] =>
  path
    .split('/')
    .slice(1)
    .reduce<readonly Place[]>(
      (places, key) => places.flatMap((place) => placesIn(place, key)),
      [{ at: '', found: object }],
    );

const placesIn = ({ at, found }: Place, key: string): readonly Place[] =>
  typeof found !== 'object' || found === null
    ? []
    : Object.entries(found)
        .filter(([name]) => key === '*' || name === key)
        .map(([name, inner]) => ({ at: `${at}/${name}`, found: inner as unknown }));
