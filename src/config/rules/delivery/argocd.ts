import type { Issue } from '../../../domain/issue.ts';
import { variablesIn } from '../../../domain/names.ts';
import { repeatsOf } from '../../../domain/repeats.ts';
import type { Config, EnvironmentConfig } from '../../config.ts';
import { findSharedBranches } from './branches.ts';
import type { DeliveryRules } from './contract.ts';

/** What Argo CD demands: it reads nothing but git, and deploys what a branch says as it is. */
export const argocdRules = (): DeliveryRules => ({
  check: (config) => [
    ...findSharedBranches(
      config.environments,
      ': Argo CD deploys every change of a branch, released or not; give it its own branch, or use push delivery',
    ),
    ...findSharedApplications(config),
    ...findVariablesInHosts(config),
  ],
  checkHere: findVariablesInValues,
  cluster: undefined,
  againstSleep:
    'Argo CD would revert it, because it is not in git: use delivery { kind: "push" }, or omit sleep',
});

/** Argo CD keeps the Applications of all environments in one namespace. */
const findSharedApplications = ({ name: service, environments }: Config): readonly Issue[] =>
  repeatsOf(environments, ({ name, releaseName }) => [releaseName ?? `${service}-${name}`]).map(
    ([{ name }, value]) => ({
      path: `environments.${name}.releaseName`,
      message: `"${value}" is already the Application of another environment`,
    }),
  );

const findVariablesInHosts = ({ environments }: Config): readonly Issue[] =>
  environments.flatMap(({ name, hosts }) =>
    hosts.flatMap((host, index) =>
      variablesIn(host).map((variable) => ({
        path: `environments.${name}.hosts.${index}`,
        message: unfilled(variable, 'host'),
      })),
    ),
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
