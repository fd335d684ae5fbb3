import { routesOn, wayTo } from './routing/routes.ts';
import type { Plan, RoutingPlan, WorkloadPlan } from './plan.ts';

/** Events that reach nobody, or the wrong one, or come from anybody. */
export const eventWarnings = (plan: Plan): readonly string[] => [
  ...sharedTopics(plan),
  ...withoutPublisher(plan),
  ...idleTopics(plan),
  ...publicEndpoints(plan),
];

/** Whether there is one broker for all environments nobody here knows: its address is a secret. */
function sharedTopics({ environments }: Plan): readonly string[] {
  const users = environments.flatMap(({ name, workloads, messaging: { broker } }) =>
    broker === undefined
      ? []
      : [
          {
            name,
            broker: broker.title,
            topics: new Set(workloads.flatMap(topicsOf).map(({ topic }) => topic)),
          },
        ],
  );
  return users.flatMap(({ name, broker, topics }, index) =>
    users.slice(index + 1).flatMap((other) => {
      const both = [...topics].filter((topic) => other.topics.has(topic));
      return both.length === 0 || broker !== other.broker
        ? []
        : [
            `${name} and ${other.name} both use the ${broker} ${many('topic', both)}: on a ` +
              'shared broker each receives the events of the other. Rename it in ' +
              'overrides.messaging.topics of one of them, unless each has its own broker.',
          ];
    }),
  );
}

/** Another service may publish it; a misspelt name may be the reason too. */
const withoutPublisher = ({ environments }: Plan): readonly string[] =>
  environments.flatMap(({ workloads }) => {
    const published = new Set(
      workloads.flatMap(({ publishes }) => publishes.map(({ name }) => name)),
    );
    return workloads.flatMap(({ component, subscribes }) =>
      subscribes
        .filter(({ name }) => !published.has(name))
        .map(
          ({ name }) =>
            `${component.name} subscribes to "${name}", but no component publishes it: events ` +
            'arrive only if something else writes to that topic.',
        ),
    );
  });

function idleTopics({ environments }: Plan): readonly string[] {
  const used = new Set(
    environments.flatMap(({ workloads }) => workloads.flatMap(topicsOf).map(({ name }) => name)),
  );
  const idle = new Set(
    environments
      .flatMap(({ messaging }) => Object.keys(messaging.topics))
      .filter((name) => !used.has(name)),
  );
  return idle.size === 0
    ? []
    : [
        `no component publishes or subscribes to the ${many('topic', [...idle])} of ` +
          'messaging: add it to publishes or subscribes of a component, or remove it.',
      ];
}

/** What Dapr and Prometheus ask inside the cluster is under the same port, so that a route may lead there too. */
const publicEndpoints = ({ environments }: Plan): readonly string[] =>
  environments
    .filter(({ routing }) => routing.gatewayNamespace !== undefined)
    .flatMap(({ workloads, routing, hostGroups }) =>
      workloads.flatMap(({ component: { name, metrics }, subscribes, routes }) => {
        const all = workloads.flatMap((workload) => workload.routes);
        const inner = [
          ...subscribes.map((topic) => `/events/${topic.name}`),
          ...(metrics === undefined ? [] : [metrics.path]),
        ];
        return routes.flatMap((route) => {
          const led = inner.filter((endpoint) =>
            Object.keys(hostGroups).some(
              (group) =>
                route.on.includes(group) &&
                wayTo(route, endpoint, routesOn(group, all)) !== undefined,
            ),
          );
          return led.length === 0
            ? []
            : [
                `the route "${route.path}" of ${name} also exposes ${led.join(', ')}, which Dapr and ` +
                  'Prometheus call inside the cluster: anyone outside could send forged events or read ' +
                  `metrics. Narrow the route, for example to "/api"${wayOut(routing)}.`,
              ];
        });
      }),
    );

const wayOut = ({ denies }: RoutingPlan): string =>
  denies ? ', or add routes with deny: true' : '';

const topicsOf = ({ publishes, subscribes }: WorkloadPlan) => [...publishes, ...subscribes];

const many = (noun: string, names: readonly string[]): string =>
  `${noun}${names.length === 1 ? '' : 's'} ${names.map((name) => `"${name}"`).join(', ')}`;
