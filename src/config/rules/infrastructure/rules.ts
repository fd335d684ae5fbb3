import { runsHere } from '../../../domain/clusters.ts';
import { loadText, plus, times } from '../../../domain/load.ts';
import { asksForCertificates } from '../back-ends.ts';
import { loadOf } from '../capacity.ts';
import type { ClusterConfig } from './contract.ts';
import { clusterIn } from './index.ts';
import type { Issue } from '../../../domain/issue.ts';
import type { Config } from '../../config.ts';
import { isProduction } from '../../production.ts';
import { deliveryRulesOf } from '../delivery/index.ts';
import type { Rule } from '../rule.ts';

/** A rule over a cluster that we make. */
const ofCluster =
  (rule: (cluster: ClusterConfig, config: Config) => readonly Issue[]): Rule =>
  (config) => {
    const cluster = clusterIn(config);
    return cluster === undefined ? [] : rule(cluster, config);
  };

const nodesAreBounded = ofCluster(({ nodes: { min, max } }) =>
  min > max
    ? [{ path: 'infrastructure.nodes.max', message: `${max} is less than the ${min} nodes of min` }]
    : [],
);

const somethingRunsThere = ofCluster((_, { environments }) =>
  environments.length > 0 && !environments.some(runsHere)
    ? [
        {
          path: 'infrastructure',
          message:
            'creates a cluster that no environment uses: omit cluster in one of them, or omit infrastructure',
        },
      ]
    : [],
);

const tlsHasAnAddress = ofCluster(({ email }, { environments }) => {
  const secured = environments.find(
    ({ here: { routing }, hosts }) => hosts.length > 0 && asksForCertificates(routing),
  );
  return email === undefined && secured !== undefined
    ? [
        {
          path: 'infrastructure.email',
          message: `required: ${secured.name} has TLS, and Let’s Encrypt needs an address for expiry notices`,
        },
      ]
    : [];
});

const clusterIsDeployedTo = ofCluster((cluster, { delivery, system, name }) => {
  const own = cluster.name ?? system ?? name;
  const deployed = deliveryRulesOf({ delivery }).cluster;
  return deployed !== undefined && deployed !== own
    ? [
        {
          path: 'delivery.cluster.name',
          message: `CI would deploy to "${deployed}", but infrastructure creates the cluster "${own}": use one name`,
        },
      ]
    : [];
});

const sleepersCanSleep = ofCluster(({ sleep }, { environments, delivery }) => {
  if (sleep === undefined) return [];
  const { againstSleep } = deliveryRulesOf({ delivery });
  const reverted =
    againstSleep === undefined ? [] : [{ path: 'infrastructure.sleep', message: againstSleep }];
  const awake =
    sleep.environments === undefined && environments.filter(runsHere).every(isProduction)
      ? [
          {
            path: 'infrastructure.sleep',
            message: 'no environment can sleep: every environment of this cluster is production',
          },
        ]
      : [];
  return [
    ...reverted,
    ...awake,
    ...(sleep.environments ?? []).flatMap((name, index) => {
      const path = `infrastructure.sleep.environments.${index}`;
      const found = environments.find((environment) => environment.name === name);
      if (found === undefined)
        return [
          {
            path,
            message:
              `unknown environment "${name}" (known: ` +
              `${environments.map((environment) => environment.name).join(', ')})`,
          },
        ];
      if (!runsHere(found))
        return [
          {
            path,
            message: `"${name}" runs in another cluster, ${found.cluster}: only environments of this cluster can sleep`,
          },
        ];
      return isProduction(found)
        ? [
            {
              path,
              message:
                `"${name}" is production, which cannot sleep; ` +
                `if it is not production, set environments.${name}.production to false`,
            },
          ]
        : [];
    }),
  ];
});

const sleepIsANight = ofCluster(({ sleep }) =>
  sleep !== undefined && sleep.from === sleep.to
    ? [
        {
          path: 'infrastructure.sleep.to',
          message: `must differ from "from": set the time when work begins`,
        },
      ]
    : [],
);

const environmentsFit = ofCluster(({ nodes: { size, max, room: each } }, { environments }) => {
  const here = environments.filter(runsHere);
  const asked = here
    .map((environment) => loadOf(environment.here))
    .reduce(plus, { cpu: 0, memory: 0 });
  const room = times(max, each);
  if (asked.cpu <= room.cpu && asked.memory <= room.memory) return [];
  return [
    {
      path: 'infrastructure.nodes',
      message:
        `${here.map(({ name }) => name).join(' and ')} request at least ${loadText(asked)}, ` +
        `but ${max} nodes of size ${size} have ${loadText(room)} for pods: ` +
        'raise max, use a larger size, or lower the requests',
    },
  ];
});

/** Rules over what the cluster itself is made of. */
export const infrastructureRules: readonly Rule[] = [
  nodesAreBounded,
  somethingRunsThere,
  tlsHasAnAddress,
  clusterIsDeployedTo,
  sleepersCanSleep,
  sleepIsANight,
  environmentsFit,
];
