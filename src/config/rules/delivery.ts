import { backEndOf } from './back-ends.ts';
import { runsHere } from '../../domain/clusters.ts';
import type { Issue } from '../../domain/issue.ts';
import { variablesIn } from '../../domain/names.ts';
import type { Config, EnvironmentConfig } from '../config.ts';
import { repeatsOf } from '../../domain/repeats.ts';

type Rule = (config: Config) => readonly Issue[];
type EnvironmentRule = (environment: EnvironmentConfig, config: Config) => readonly Issue[];

/** Argo CD deploys a branch as it is; CI may deploy a release from the branch that the environment before is built from. */
const branchesDiffer: Rule = ({ environments, delivery }) =>
  repeatsOf(
    environments.filter(({ trigger }) => delivery.kind === 'argocd' || trigger === 'push'),
    ({ branch }) => [branch],
  ).map(([{ name, trigger }, value]) => ({
    path: `environments.${name}.branch`,
    message: `branch "${value}" already belongs to another environment${trigger === 'release' ? ': Argo CD deploys what a branch says at once, released or not; give it a branch of its own, or deliver by push' : ''}`,
  }));

const firstEnvironmentFollowsPushes: Rule = ({ environments: [first] }) =>
  first?.trigger === 'release'
    ? [
        {
          path: `environments.${first.name}.trigger`,
          message:
            'the first environment runs what is pushed, so that there is something to release: use "push"',
        },
      ]
    : [];

const clusterIsKnownOnce: Rule = ({ environments, delivery }) =>
  environments.flatMap(({ name, cluster }) =>
    delivery.kind === 'push' && !runsHere({ cluster })
      ? [
          {
            path: `environments.${name}.cluster`,
            message:
              'is where Argo CD deploys to; under push the credentials of CI name the cluster: remove it',
          },
        ]
      : [],
  );

/** Argo CD keeps the Applications of all environments in one namespace. */
const applicationsDiffer: Rule = ({ name: service, environments, delivery }) =>
  delivery.kind === 'push'
    ? []
    : repeatsOf(environments, ({ name, releaseName }) => [releaseName ?? `${service}-${name}`]).map(
        ([{ name }, value]) => ({
          path: `environments.${name}.releaseName`,
          message: `"${value}" already names the Application of another environment`,
        }),
      );

const hostsAreKnown: Rule = ({ environments, delivery, routing, infrastructure }) =>
  environments.flatMap(({ name, hosts }) =>
    hosts.flatMap((host, index) =>
      variablesIn(host).flatMap((variable) => {
        const path = `environments.${name}.hosts.${index}`;
        if (delivery.kind === 'argocd') return [{ path, message: unfilled(variable, 'host') }];
        const early = backEndOf(routing)?.early;
        if (early !== undefined && infrastructure.kind === 'doctl')
          return [
            {
              path,
              message: `"\${${variable}}" is a variable of CI, and ${early} is made before CI knows it: write the host in full, or leave out infrastructure and bring a Gateway of your own`,
            },
          ];
        return variable.startsWith('GITHUB_')
          ? [
              {
                path,
                message: `GitHub keeps names that start with GITHUB_ for itself: rename ${variable}`,
              },
            ]
          : [];
      }),
    ),
  );

/** What CI would fill in a ConfigMap stays as it is under Argo CD, and pods would get it. */
const variablesAreFilled: EnvironmentRule = ({ here }, { delivery }) =>
  Object.entries(here.components).flatMap(([key, { env }]) =>
    Object.entries(env).flatMap(([name, value]) =>
      delivery.kind === 'argocd'
        ? variablesIn(value).map((variable) => ({
            path: `components.${key}.env.${name}`,
            message: unfilled(variable, 'value'),
          }))
        : [],
    ),
  );

const unfilled = (variable: string, what: string): string =>
  `"\${${variable}}" is a variable of CI, and Argo CD reads nothing but git: write the ${what} in full, or deliver by push: delivery: { kind: "push" }`;

/** Rules about how what git says reaches the cluster. */
export const deliveryRules: readonly Rule[] = [
  branchesDiffer,
  firstEnvironmentFollowsPushes,
  clusterIsKnownOnce,
  applicationsDiffer,
  hostsAreKnown,
];

/** The same for one environment, overrides laid on. */
export const deliveryHereRules: readonly EnvironmentRule[] = [variablesAreFilled];
