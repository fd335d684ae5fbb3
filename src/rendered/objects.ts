import { parseAllDocuments } from 'yaml';
import { UserError } from '../errors.ts';
import { groupOf, scopeOf } from '../domain/kinds.ts';

/** A Kubernetes object as plain data, with the parts that tell it from others. */
export interface RenderedObject {
  /** `apps/Deployment orders-dev/orders`: group, kind, namespace and name. */
  readonly key: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * The objects in what kustomize or helm printed, by their keys; refused when
 * its aliases would fill the memory, as they may in what a chart of somebody prints.
 */
export function objectsIn(text: string): Map<string, RenderedObject> {
  const documents = plainDocuments(text);
  return new Map(
    documents.filter(isMapping).map((fields) => [keyOf(fields), { key: keyOf(fields), fields }]),
  );
}

function plainDocuments(text: string): readonly unknown[] {
  try {
    // To compare each key with each other takes minutes for a long mapping.
    return [...parseAllDocuments(text, { version: '1.2', uniqueKeys: false })].map(
      (document): unknown => document.toJS({ maxAliasCount: ALIASES_LIMIT }),
    );
  } catch (error) {
    throw error instanceof ReferenceError
      ? new UserError('the manifests have aliases that cannot be resolved')
      : error;
  }
}

/** How many values aliases may stand for: more than anybody writes, and less than what fills the memory. */
const ALIASES_LIMIT = 100_000;

/** A plain mapping. */
export const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function keyOf({ apiVersion, kind, metadata }: Readonly<Record<string, unknown>>): string {
  const group = groupOf(String(apiVersion ?? ''));
  const { namespace, name } = isMapping(metadata) ? metadata : {};
  // kustomize writes a namespace on every kind that it does not know.
  const isNamed = namespace !== undefined && scopeOf(group, String(kind)) !== 'cluster';
  return `${group === '' ? '' : `${group}/`}${String(kind)} ${isNamed ? `${String(namespace)}/` : ''}${String(name)}`;
}
