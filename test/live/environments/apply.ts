import type { Plain } from '../../laws/model.ts';
import { nameOf, shown } from '../../laws/model.ts';
import type { Answer, Api } from '../rig/api.ts';
import { inNamespace } from './environments.ts';
import type { Served } from './served.ts';

/** Argo CD, by the name under which it owns fields. */
const manager = 'argocd-controller';

/** How an object is handed to the API server. Strict: an unknown or doubled field is refused. */
type Way = (api: Api, collection: string, object: Plain) => Promise<Answer>;

const serverSide = (query: string): Way => {
  const words = `fieldManager=${manager}&force=true&fieldValidation=Strict${query}`;
  return (api, collection, object) =>
    api.call(
      'PATCH',
      `${collection}/${encodeURIComponent(nameOf(object))}?${words}`,
      object,
      'application/apply-patch+yaml',
    );
};

/** As kubectl does it where the object is not there yet. */
const clientSide: Way = (api, collection, object) => {
  const words = 'fieldManager=kubectl-client-side-apply&fieldValidation=Strict&dryRun=All';
  const metadata = object['metadata'] as Plain;
  const annotations = {
    ...(metadata['annotations'] as Plain | undefined),
    'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(object),
  };
  const annotated = { ...object, metadata: { ...metadata, annotations } };
  return api.call('POST', `${collection}?${words}`, annotated);
};

/** The ways to apply; all but `apply` change nothing, and answer with what would be stored. */
const ways = {
  apply: serverSide(''),
  'server-side dry run': serverSide('&dryRun=All'),
  'client-side dry run': clientSide,
} as const satisfies Readonly<Record<string, Way>>;

/** What the API server said of an object. */
export interface Outcome {
  /** The object as it is stored, or would be; nothing where it was refused. */
  readonly stored: Plain | undefined;
  /** A refusal and warnings, each a line. */
  readonly complaints: readonly string[];
}

/** The API server, and what it serves. */
export interface Cluster {
  readonly api: Api;
  readonly served: Served;
}

/** Applies an object in a namespace in one of the ways. */
export async function applyTo(
  { api, served }: Cluster,
  way: keyof typeof ways,
  { object, namespace }: { readonly object: Plain; readonly namespace: string },
): Promise<Outcome> {
  const placed = await placedIn(served, object, namespace);
  const { code, body, warnings } = await ways[way](api, await served.collectionOf(placed), placed);
  const complaints = warnings.map((warning) => `Warning: ${warning}`);
  if (code < 300) return { stored: body as Plain, complaints: say(complaints) };
  const { message } = body as { message?: string };
  return {
    stored: undefined,
    complaints: say([message ?? `answer ${String(code)}`, ...complaints]),
  };

  function say(lines: readonly string[]): readonly string[] {
    return lines.map((line) => `${shown(object)}, ${way}: ${line}`);
  }
}

/** An object in a namespace, unless its kind is the cluster's. */
export const placedIn = async (served: Served, object: Plain, namespace: string): Promise<Plain> =>
  (await served.isNamespaced(object)) ? inNamespace(object, namespace) : object;

/** Fails where there is a complaint; of many the first ones say enough. */
export function refuse(complaints: readonly string[]): void {
  if (complaints.length === 0) return;
  const lines = complaints
    .slice(0, shownComplaints)
    .map((complaint) => complaint.slice(0, readable));
  const more =
    complaints.length > shownComplaints
      ? `\n… and ${String(complaints.length - shownComplaints)} more`
      : '';
  throw new Error(`${lines.join('\n')}${more}`);
}

const shownComplaints = 12;
/** A random config is a long line. */
const readable = 6000;

/** Creates a namespace whose pods must be restricted, and where others are warned of. */
export async function restrictedNamespace(api: Api, name: string): Promise<void> {
  const labels = Object.fromEntries(
    ['enforce', 'warn', 'audit'].map((mode) => [
      `pod-security.kubernetes.io/${mode}`,
      'restricted',
    ]),
  );
  const { code, body } = await api.apply(`/api/v1/namespaces/${name}`, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels },
  });
  if (code >= 300) throw new Error(`namespace ${name}: ${JSON.stringify(body)}`);
}
