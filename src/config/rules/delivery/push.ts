import { runsHere } from '../../../domain/clusters.ts';
import type { Issue } from '../../../domain/issue.ts';
import type { Config, EnvironmentConfig } from '../../config.ts';
import { aboutVariables } from '../hosts.ts';
import { backEndOf } from '../back-ends.ts';
import { clusterIn } from '../infrastructure/index.ts';
import { findSharedBranches } from './branches.ts';
import { clusterNamedBy } from './cluster-access.ts';
import type { DeliveryRules } from './contract.ts';

/**
 * What CI demands that deploys itself: it may deploy a release
 * from the branch that the environment before is built from.
 */
export const pushRules = ({
  cluster,
}: Extract<Config['delivery'], { kind: 'push' }>): DeliveryRules => ({
  check: (config) => [
    ...findSharedBranches(config.environments.filter(({ trigger }) => trigger === 'push')),
    ...findOtherClusters(config),
    ...findUnknownVariables(config),
  ],
  checkHere: findSync,
  cluster: clusterNamedBy(cluster),
  namespaceBeside: () => undefined,
  againstNamespaces:
    'CI deploys into one namespace of an environment: use delivery { kind: "argocd" }, or leave it out',
  againstSleep: undefined,
});

const findOtherClusters = ({ environments }: Config): readonly Issue[] =>
  environments
    .filter((environment) => !runsHere(environment))
    .map(({ name }) => ({
      path: `environments.${name}.cluster`,
      message:
        'is used only by Argo CD; with push delivery, the credentials of CI select the cluster: remove it',
    }));

const findUnknownVariables = ({ environments, ...config }: Config): readonly Issue[] =>
  environments.flatMap((environment) =>
    aboutVariables(environment, (variable) => complaintsAbout(variable, config)),
  );

function complaintsAbout(
  variable: string,
  config: Pick<Config, 'routing' | 'infrastructure'>,
): readonly string[] {
  const early = backEndOf(config.routing)?.early;
  if (early !== undefined && clusterIn(config) !== undefined)
    return [
      `"\${${variable}}" is a variable of CI, but ${early} is created before CI sets it: ` +
        'write the host in full, or omit infrastructure and use your own Gateway',
    ];
  return variable.startsWith('GITHUB_')
    ? [`GitHub reserves names that start with GITHUB_: rename ${variable}`]
    : [];
}

/** What CI has built it deploys in the same run. */
const findSync = ({ name, sync }: EnvironmentConfig): readonly Issue[] =>
  sync === 'auto'
    ? []
    : [
        {
          path: `environments.${name}.sync`,
          message:
            'nothing is synced under push delivery: omit it, and let "owners" approve a deployment on GitHub, ' +
            'or use delivery { kind: "argocd" }',
        },
      ];
