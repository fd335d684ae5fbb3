import { isMapping, type RenderedObject } from '../rendered/objects.ts';

/** A Deployment whose number of pods is left to an autoscaler from now on. */
export interface Handover {
  readonly key: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly replicas: number;
}

/**
 * Whether a change takes `replicas` away from a Deployment with several pods.
 * With server-side apply the API server then falls back to one, because nobody
 * says a number any more, and the autoscaler adds pods only when it acts next
 * (https://kubernetes.io/docs/reference/using-api/server-side-apply/#transferring-ownership).
 */
export function handoverOf(before: RenderedObject, after: RenderedObject): Handover | undefined {
  const { kind, metadata } = before.fields;
  const replicas = replicasOf(before);
  if (kind !== 'Deployment' || replicas === undefined || replicas < 2) return undefined;
  if (replicasOf(after) !== undefined || !isMapping(metadata)) return undefined;
  const { namespace, name } = metadata;
  return {
    key: before.key,
    namespace: typeof namespace === 'string' ? namespace : undefined,
    name: String(name),
    replicas,
  };
}

function replicasOf({ fields: { spec } }: RenderedObject): number | undefined {
  const replicas = isMapping(spec) ? spec['replicas'] : undefined;
  return typeof replicas === 'number' ? replicas : undefined;
}

/** What to run before the change is deployed, so that somebody says the number until the autoscaler does. */
export const handoverLines = (handover: Handover): readonly string[] => [
  `# ${handover.key} runs one pod instead of ${String(handover.replicas)} until its autoscaler acts. ` +
    'To keep them, first run:',
  `#   ${handoverCommand(handover)}`,
];

/** The command that says the number in the place of git. */
export function handoverCommand({
  namespace,
  name,
  replicas,
}: Pick<Handover, 'namespace' | 'name' | 'replicas'>): string {
  const object = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { replicas },
  };
  return (
    `kubectl apply -n ${namespace ?? '<namespace>'} --server-side --field-manager handover -f - ` +
    `<<<'${JSON.stringify(object)}'`
  );
}
