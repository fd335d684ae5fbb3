import type { Issue } from '../../../domain/issue.ts';
import { runsHere } from '../../../domain/clusters.ts';
import { rootProjectOf, variablesIn } from '../../../domain/names.ts';
import { repeatsOf } from '../../../domain/repeats.ts';
import type { Config, EnvironmentConfig } from '../../config.ts';
import { aboutVariables } from '../hosts.ts';
import { findSharedBranches } from './branches.ts';
import type { DeliveryRules } from './contract.ts';
import { ownOf } from '../../../domain/own.ts';

type Written = Extract<Config['delivery'], { kind: 'argocd' }>;

/** What Argo CD demands: it reads nothing but git, and deploys what a branch says as it is. */
export const argocdRules = (delivery: Written): DeliveryRules => ({
  check: (config) => [
    ...findSharedBranches(
      config.environments,
      ': Argo CD deploys every change of a branch, released or not; give it its own branch, or use push delivery',
    ),
    ...findSharedApplications(config, delivery),
    ...findTakenProject(config, delivery),
    ...findVariablesInHosts(config),
  ],
  checkHere: findVariablesInValues,
  cluster: undefined,
  namespaceBeside: (environment) => (runsHere(environment) ? delivery.namespace : undefined),
  againstNamespaces: undefined,
  againstSleep:
    'Argo CD would revert it, because it is not in git: use delivery { kind: "push" }, or omit sleep',
});

/** Argo CD keeps the Applications of all environments in one namespace, and the root app too. */
const findSharedApplications = (
  { name: service, environments }: Config,
  { rootApp }: Written,
): readonly Issue[] => [
  ...repeatsOf(environments, ({ name, releaseName }) => [releaseName ?? `${service}-${name}`]).map(
    ([{ name }, value]) => ({
      path: `environments.${name}.releaseName`,
      message: `"${value}" is already the Application of another environment`,
    }),
  ),
  ...environments
    .filter(({ releaseName }) => rootApp && releaseName === service)
    .map(({ name }) => ({
      path: `environments.${name}.releaseName`,
      message: `"${service}" is already the Application that manages the others (delivery.rootApp)`,
    })),
];

/** An AppProject holds for everything that names it, wherever that comes from. */
function findTakenProject(
  { name: service }: Config,
  { project = service, rootApp }: Written,
): readonly Issue[] {
  const own = project === service ? `${service}-apps` : service;
  const reasons: Readonly<Record<string, string | undefined>> = {
    default:
      "is Argo CD's own project: ours would restrict it for every other Application of the cluster",
    [rootProjectOf(service)]: rootApp ? 'is the project of the root app' : undefined,
  };
  const reason = ownOf(reasons, project);
  return reason === undefined
    ? []
    : [
        {
          path: 'delivery.project',
          message: `"${project}" ${reason}; choose another name, such as "${own}"`,
        },
      ];
}

const findVariablesInHosts = ({ environments }: Config): readonly Issue[] =>
  environments.flatMap((environment) =>
    aboutVariables(environment, (variable) => [unfilled(variable, 'host')]),
  );

/** What CI would fill in a ConfigMap stays as it is, and pods would get it. */
const findVariablesInValues = ({ here }: EnvironmentConfig): readonly Issue[] =>
  Object.entries(here.components).flatMap(([key, { env }]) =>
    Object.entries(env).flatMap(([name, value]) =>
      variablesIn(value).map((variable) => ({
        path: `components.${key}.env.${name}`,
        message: unfilled(variable, 'value'),
      })),
    ),
  );

const unfilled = (variable: string, what: string): string =>
  `"\${${variable}}" is a variable of CI, but Argo CD reads only git: ` +
  `write the ${what} in full, or use push delivery: delivery: { kind: "push" }`;
