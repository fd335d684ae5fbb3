import { parseAllDocuments } from 'yaml';
import { groupOf, scopeOf } from '../domain/kinds.ts';

/** A Kubernetes object as plain data, with the parts that tell it from others. */
export interface RenderedObject {
  /** `apps/Deployment orders-dev/orders`: group, kind, namespace and name. */
  readonly key: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The objects in what kustomize or helm printed, by their keys. */
export function objectsIn(text: string): Map<string, RenderedObject> {
  const documents = [...parseAllDocuments(text, { version: '1.2' })].map(
    (document) => document.toJS({ maxAliasCount: -1 }) as unknown,
  );
  return new Map(
    documents.filter(isMapping).map((fields) => [keyOf(fields), { key: keyOf(fields), fields }]),
  );
}

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
