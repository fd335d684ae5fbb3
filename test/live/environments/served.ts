import type { Api } from '../rig/api.ts';
import type { Plain } from '../../laws/model.ts';

/** What the API server says of a field, in OpenAPI: as much of it as a comparison asks. */
export interface FieldSchema {
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly additionalProperties?: FieldSchema | boolean;
  readonly items?: FieldSchema;
  readonly $ref?: string;
  readonly allOf?: readonly FieldSchema[];
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'map' | 'set';
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: 'atomic' | 'granular';
}

/** A schema, and the others that it names. */
export interface KindSchema {
  readonly schema: FieldSchema;
  /** The schema that a reference stands for. */
  readonly resolve: (schema: FieldSchema) => FieldSchema;
}

/** The kinds that an API server serves. */
export interface Served {
  /** The path of all objects of the kind of this one, in its namespace. */
  collectionOf(object: Plain): Promise<string>;
  isNamespaced(object: Plain): Promise<boolean>;
  schemaOf(object: Plain): Promise<KindSchema>;
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

interface NamedSchema extends FieldSchema {
  readonly 'x-kubernetes-group-version-kind'?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}

/** Asks an API server about its kinds, once about each group. */
export function servedBy(api: Api): Served {
  const resources = remembered((apiVersion) => resourcesOf(api, apiVersion));
  const schemas = remembered((apiVersion) => schemasOf(api, apiVersion));
  const resourceOf = async ({ apiVersion, kind }: Plain): Promise<Resource> => {
    const found = (await resources(String(apiVersion))).find((resource) => resource.kind === kind);
    if (found !== undefined) return found;
    throw new Error(`nobody serves ${String(kind)} of ${String(apiVersion)}`);
  };
  return {
    isNamespaced: async (object) => (await resourceOf(object)).namespaced,
    collectionOf: async (object) => {
      const { name, namespaced } = await resourceOf(object);
      const { namespace } = object['metadata'] as { namespace?: string };
      const scope = namespaced ? `namespaces/${namespace ?? ''}/` : '';
      return `/${groupPath(String(object['apiVersion']))}/${scope}${name}`;
    },
    schemaOf: async (object) => schemaOf(await schemas(String(object['apiVersion'])), object),
  };
}

const groupPath = (apiVersion: string): string =>
  apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`;

async function resourcesOf(api: Api, apiVersion: string): Promise<readonly Resource[]> {
  const { body } = await api.call('GET', `/${groupPath(apiVersion)}`);
  const { resources = [] } = body as { resources?: readonly Resource[] };
  return resources.filter(({ name }) => !name.includes('/'));
}

type Schemas = Readonly<Record<string, NamedSchema>>;

async function schemasOf(api: Api, apiVersion: string): Promise<Schemas> {
  const { body } = await api.call('GET', `/openapi/v3/${groupPath(apiVersion)}`);
  return (body as { components?: { schemas?: Schemas } }).components?.schemas ?? {};
}

function schemaOf(schemas: Schemas, { apiVersion, kind }: Plain): KindSchema {
  const schema = Object.values(schemas).find((each) =>
    each['x-kubernetes-group-version-kind']?.some(
      (of) =>
        of.kind === kind &&
        [of.group, of.version].filter((part) => part !== '').join('/') === apiVersion,
    ),
  );
  if (schema === undefined) throw new Error(`no schema of ${String(kind)} is served`);
  return {
    schema,
    resolve: (found) => {
      const reference = found.$ref ?? found.allOf?.[0]?.$ref;
      // What stands beside a reference is said of this field, and wins.
      return { ...schemas[reference?.slice(reference.lastIndexOf('/') + 1) ?? ''], ...found };
    },
  };
}

/** Asks once for each name, also while the first answer is on its way. */
function remembered<T>(ask: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (name) => {
    const answer = answers.get(name) ?? ask(name);
    answers.set(name, answer);
    return answer;
  };
}
