import type { ConfigInput } from '../../config/schema/schema.ts';
import type { FlagProblem } from './problems.ts';
import type { ClusterInput } from './questions/deployment.ts';
import type { FlagName } from './questions/index.ts';

type Registry = NonNullable<ConfigInput['registry']>;

interface Written<Made> {
  /** What a config says of it; nothing of the usual one. */
  readonly written: Made | undefined;
}

/** What each kind makes of what stands behind its name; nothing where that is not how it is written. */
type Forms<Made extends { readonly kind: string }> = {
  readonly [Kind in Made['kind']]: (rest: string) => Written<Made> | undefined;
};

/** A registry by its host and the path in it. */
const named =
  <Kind extends 'harbor' | 'generic'>(kind: Kind) =>
  (rest: string) => {
    const [, host, project] = /^:([^/]+)\/(.+)$/.exec(rest) ?? [];
    return host === undefined || project === undefined
      ? undefined
      : { written: { kind, host, project } };
  };

const registries: Forms<Registry> = {
  ghcr: (rest) => (rest === '' ? { written: undefined } : undefined),
  harbor: named('harbor'),
  generic: named('generic'),
};

const clusters: Forms<ClusterInput> = {
  kubeconfig: (rest) => (rest === '' ? { written: undefined } : undefined),
  doctl: (rest) => {
    const [, name] = /^:(.+)$/.exec(rest) ?? [];
    return name === undefined ? undefined : { written: { kind: 'doctl', name } };
  },
};

/** The registry that a flag names. */
export const registryOf = (typed: string | undefined, problems: FlagProblem[]) =>
  madeOf(registries, typed, () =>
    problems.push(
      notIn('registry', typed, 'ghcr, harbor:<host>/<project> or generic:<host>/<path>'),
    ),
  );

/** How CI reaches the cluster, as a flag says. */
export const clusterOf = (typed: string | undefined, problems: FlagProblem[]) =>
  madeOf(clusters, typed, () =>
    problems.push(notIn('cluster', typed, 'kubeconfig or doctl:<name>')),
  );

const notIn = (flag: FlagName, typed: string | undefined, forms: string): FlagProblem => ({
  flags: [flag],
  text: `"${String(typed)}" is not ${forms}`,
});

function madeOf<Made extends { readonly kind: string }>(
  forms: Forms<Made>,
  typed: string | undefined,
  refuse: () => void,
): Made | undefined {
  if (typed === undefined) return undefined;
  const found = Object.entries<(rest: string) => Written<Made> | undefined>(forms).flatMap(
    ([kind, read]) => (typed.startsWith(kind) ? (read(typed.slice(kind.length)) ?? []) : []),
  );
  if (found.length === 0) refuse();
  return found[0]?.written;
}
