import { parseAllDocuments } from 'yaml';
import { REDACTED } from '../redact.ts';

/** A Kubernetes object as plain data, with the parts that tell it from others. */
export interface RenderedObject {
  /** `apps/Deployment orders-dev/orders`: group, kind, namespace and name. */
  readonly key: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The objects in what kustomize printed, by their keys. */
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

/** Whether the value of this field is a secret, plain or sealed, and must not be shown. */
export function isHidden(
  fields: Readonly<Record<string, unknown>>,
  path: readonly string[],
): boolean {
  const [first, second] = path;
  if (fields['kind'] === 'SealedSecret')
    return path.includes('encryptedData') || path.includes('data') || path.includes('annotations');
  if (fields['kind'] !== 'Secret') return false;
  // What kubectl applied last is a copy of the whole object.
  return (
    !['apiVersion', 'kind', 'metadata', 'type', 'immutable'].includes(first ?? '') ||
    second === 'annotations'
  );
}

/** A value as one line, cut where nobody would read on. */
export function shownValue(value: unknown, hidden: boolean): string {
  if (value === undefined) return 'absent';
  if (hidden) return REDACTED;
  const text = JSON.stringify(value) ?? 'absent';
  return text.length <= WIDTH
    ? text
    : `${text.slice(0, WIDTH)}… (${String(text.length)} characters)`;
}

const WIDTH = 160;

function keyOf({ apiVersion, kind, metadata }: Readonly<Record<string, unknown>>): string {
  const group = String(apiVersion ?? '')
    .split('/')
    .slice(0, -1)
    .join('/');
  const { namespace, name } = isMapping(metadata) ? metadata : {};
  return `${group === '' ? '' : `${group}/`}${String(kind)} ${namespace === undefined ? '' : `${String(namespace)}/`}${String(name)}`;
}
