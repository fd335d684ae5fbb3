import { createPrivateKey, X509Certificate } from 'node:crypto';
import { at, listAt, nameOf, shown, textAt, type Plain } from '../../laws/model.ts';
import type { Api, LiveObject } from '../rig/api.ts';
import { until } from '../rig/programs.ts';
import { placedIn, refuse, type Cluster } from './apply.ts';

/** What is wrong with an object by its status; nothing where its controller is done with it and content. */
type Problem = (live: LiveObject) => unknown;

const unlessTrue = (conditions: readonly Plain[], ...types: readonly string[]): unknown =>
  types.every((type) =>
    conditions.some((condition) => condition['type'] === type && condition['status'] === 'True'),
  )
    ? undefined
    : conditions;

/** The kinds that a controller works on, and how each says that all is well. */
const problems: Readonly<Record<string, Problem>> = {
  HTTPRoute: (route) => {
    const parents = listAt(route, 'status', 'parents');
    const refused = parents.flatMap(
      (parent) => unlessTrue(listAt(parent, 'conditions'), 'Accepted', 'ResolvedRefs') ?? [],
    );
    return parents.length > 0 && refused.length === 0 ? undefined : parents;
  },
  Certificate: (certificate) => unlessTrue(listAt(certificate, 'status', 'conditions'), 'Ready'),
  Cluster: (cluster) => {
    const phase = textAt(cluster, 'status', 'phase');
    // The plugin for backups does not run here; a Cluster with a backup waits for it, and for nothing else.
    const waits = listAt(cluster, 'spec', 'plugins').length > 0 && /unknown plugin/.test(phase);
    const instances = at(cluster, 'spec', 'instances');
    const isHealthy =
      phase === 'Cluster in healthy state' && at(cluster, 'status', 'readyInstances') === instances;
    return waits || isHealthy ? undefined : phase;
  },
  Pooler: (pooler) =>
    at(pooler, 'status', 'instances') === at(pooler, 'spec', 'instances')
      ? undefined
      : at(pooler, 'status'),
};

/** Waits until the controllers of all objects are content with them; fails with all that are not. */
export async function untilWorking(
  { api, served }: Cluster,
  objects: readonly { readonly object: Plain; readonly namespace: string }[],
  seconds: number,
): Promise<void> {
  const outcomes = await Promise.allSettled(
    objects.map(async ({ object, namespace }) => {
      const problem = problems[textAt(object, 'kind')];
      if (problem === undefined) return;
      const placed = await placedIn(served, object, namespace);
      const path = `${await served.collectionOf(placed)}/${nameOf(object)}`;
      await untilContent(api, { what: shown(object), path, problem, seconds });
    }),
  );
  refuse(outcomes.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : [])));
}

/** Waits until cert-manager has issued a certificate for a host, and looks at its key. */
export async function untilIssued(
  { api }: Cluster,
  { namespace, name, host }: { namespace: string; name: string; host: string },
  seconds: number,
): Promise<void> {
  await untilContent(api, {
    what: `Certificate/${name}`,
    path: `/apis/cert-manager.io/v1/namespaces/${namespace}/certificates/${name}`,
    problem: problems['Certificate'] ?? (() => undefined),
    seconds,
  });
  const secret = await api.get(`/api/v1/namespaces/${namespace}/secrets/${name}`);
  const read = (key: string): Buffer => Buffer.from(textAt(secret, 'data', key), 'base64');
  const certificate = new X509Certificate(read('tls.crt'));
  if (certificate.checkHost(host) === undefined)
    throw new Error(`the certificate in ${name} is not for ${host}`);
  if (!certificate.checkPrivateKey(createPrivateKey(read('tls.key'))))
    throw new Error(`the key in ${name} does not belong to its certificate`);
}

const untilContent = (
  api: Api,
  {
    what,
    path,
    problem,
    seconds,
  }: { what: string; path: string; problem: Problem; seconds: number },
): Promise<true> =>
  until(
    `${what} works`,
    async () => {
      const live = await api.get(path);
      return live !== undefined && problem(live) === undefined ? true : undefined;
    },
    {
      seconds,
      state: async () => {
        const live = await api.get(path);
        return `${path}: ${live === undefined ? 'not there' : JSON.stringify(problem(live))}`;
      },
    },
  );
