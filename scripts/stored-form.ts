// Writes test/schemas/stored-form.json: what API servers fill into custom resources of ours where Argo CD notices it,
// and where they hold quantities. Needs Go, which downloads the definitions.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { isBuiltIn, kinds } from '../src/domain/kinds.ts';
import { definitions, filesOf, type Definitions } from '../test/live/build/definitions.ts';

/** As much of a structural schema as tells what is stored. */
interface Schema {
  readonly type?: string;
  readonly default?: unknown;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: string;
}

interface Definition {
  readonly kind?: string;
  readonly spec?: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly schema?: { readonly openAPIV3Schema: Schema };
    }[];
  };
}

interface StoredForm {
  readonly defaults: Record<string, unknown>;
  readonly quantities: string[];
}

/** Every schema of a module, by `apiVersion/kind`. */
function schemasOf(source: Definitions): readonly (readonly [string, Schema])[] {
  const { module, version } = source;
  const answer = execFileSync('go', ['mod', 'download', '-json', `${module}@${version}`], {
    cwd: tmpdir(),
    encoding: 'utf8',
  });
  const { Dir: folder } = JSON.parse(answer) as { readonly Dir: string };
  return filesOf(folder, source)
    .flatMap((file) => parseAllDocuments(readFileSync(file, 'utf8')))
    .map((document) => document.toJS() as Definition | null)
    .flatMap((definition) =>
      definition?.kind !== 'CustomResourceDefinition' || definition.spec === undefined
        ? []
        : schemasIn(definition.spec),
    );
}

const schemasIn = ({ group, names, versions }: NonNullable<Definition['spec']>) =>
  versions.flatMap(({ name, schema }) =>
    schema === undefined
      ? []
      : [[`${group}/${name}/${names.kind}`, schema.openAPIV3Schema] as const],
  );

/**
 * Collects paths, with `*` for each item of a list and each value of a map. What stands in an atomic list or map is
 * compared as a whole, and a key of a keyed list tells its items apart: only there a default makes a difference.
 */
function collect(schema: Schema, path: string, isWhole: boolean, found: StoredForm): void {
  const isInside = isWhole || isAtomic(schema);
  for (const [key, child] of Object.entries(schema.properties ?? {}))
    collectProperty(child, `${path}/${key}`, isInside, found);
  const { items, additionalProperties: values } = schema;
  if (items !== undefined) {
    for (const key of schema['x-kubernetes-list-map-keys'] ?? [])
      noteDefault(items.properties?.[key], `${path}/*/${key}`, found);
    collectProperty(items, `${path}/*`, isInside, found);
  }
  if (typeof values === 'object') collectProperty(values, `${path}/*`, isInside, found);
}

function collectProperty(schema: Schema, path: string, isWhole: boolean, found: StoredForm): void {
  if (isWhole) noteDefault(schema, path, found);
  if (schema['x-kubernetes-int-or-string'] === true && schema.pattern?.includes('[KMGTPE]i'))
    found.quantities.push(path);
  collect(schema, path, isWhole, found);
}

function noteDefault(schema: Schema | undefined, path: string, { defaults }: StoredForm): void {
  if (schema?.default !== undefined) defaults[path] = schema.default;
}

const isAtomic = (schema: Schema): boolean =>
  schema.type === 'array'
    ? (schema['x-kubernetes-list-type'] ?? 'atomic') === 'atomic'
    : schema['x-kubernetes-map-type'] === 'atomic';

const schemas = new Map(Object.values(definitions).flatMap(schemasOf));

function storedFormOf(kind: string): StoredForm {
  const schema = schemas.get(kind);
  if (schema === undefined)
    throw new Error(`no module defines ${kind}: add it to test/live/build/definitions.ts`);
  const said = Object.entries(schema.properties ?? {}).filter(
    ([key]) => !['apiVersion', 'kind', 'metadata', 'status'].includes(key),
  );
  const found: StoredForm = { defaults: {}, quantities: [] };
  collect({ properties: Object.fromEntries(said) }, '', false, found);
  return found;
}

const ours = Object.entries(kinds)
  .filter(([apiVersion]) => !isBuiltIn(apiVersion))
  .flatMap(([apiVersion, scopes]) =>
    Object.entries(scopes)
      .filter(([, scope]) => scope !== 'none')
      .map(([kind]) => `${apiVersion}/${kind}`),
  );
const table = {
  sources: Object.values(definitions).map(({ module, version }) => `${module}@${version}`),
  kinds: Object.fromEntries(ours.map((kind) => [kind, storedFormOf(kind)])),
};
const output = fileURLToPath(new URL('../test/schemas/stored-form.json', import.meta.url));
writeFileSync(output, `${JSON.stringify(table, null, 1)}\n`);
