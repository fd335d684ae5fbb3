import { camelCase } from '../../../domain/free-name.ts';
import type { Owner } from '../../../plan/chart-owners.ts';
import type { DaprPlan, EnvironmentPlan, Plan, TopicPlan } from '../../../plan/plan.ts';
import { labelsOf } from '../../../kubernetes/metadata.ts';
import type { Part } from '../../chart-parts/leaf.ts';
import { namedTemplate, templateOf } from '../../chart-parts/part-values.ts';
import { leavesOf, type Row } from '../../chart-parts/rows.ts';
import { flag, share, topic } from '../../../render/value-schemas.ts';
import { theEnvironment, withChanged, type Subject } from '../../chart-parts/subject.ts';
import { brokerOf } from './brokers/index.ts';

const rows: readonly Row[] = [
  {
    value: 'tracing.samplingRate',
    from: 'messaging.samplingRate',
    style: 'text',
    description: 'Share of calls to trace, from 0 to 1',
    schema: share,
  },
  {
    value: 'apiLogging.enabled',
    from: 'messaging.apiLogging',
    style: 'number',
    description: 'Log each call to a sidecar',
    schema: flag,
  },
];

/** What of messaging becomes values: how Dapr traces and logs, and what the broker calls the topics. */
export function chartPart({ broker }: DaprPlan, plan: Plan, owner: Owner): Part {
  const labels = namedTemplate(plan, owner, {
    name: 'labels',
    description: 'Labels of the Dapr objects',
    body: templateOf(labelsOf(plan, owner.objectName, 'messaging')),
  });
  const topics = [
    ...new Set(
      plan.environments.flatMap(({ workloads }) =>
        workloads.flatMap(({ publishes, subscribes }) =>
          [...publishes, ...subscribes].map(({ name }) => name),
        ),
      ),
    ),
  ];
  return {
    leaves: [
      ...leavesOf(owner.section, theEnvironment, [...rows, ...brokerOf(broker).rows], []),
      ...topics.flatMap((name) => topicLeaves(owner, name, topics)),
    ],
    toggles: [],
    constants: [labels],
    forms: [],
    helpers: [labels.helper],
  };
}

const topicLeaves = ({ section }: Owner, name: string, all: readonly string[]) =>
  leavesOf(
    section,
    topicNamed(name),
    [
      {
        value: `topics.${keyOf(name, all)}`,
        from: 'topic',
        style: 'text',
        description: `Name of ${name} in the broker`,
        schema: topic,
      },
    ],
    [],
  );

/** `task-events` → `taskEvents`; where that is the key of another topic too, `task_events`. */
const keyOf = (name: string, all: readonly string[]): string =>
  all.some((other) => other !== name && camelCase(other) === camelCase(name))
    ? name.replaceAll('-', '_')
    : camelCase(name);

/** A topic, which all components that send or get its events hold. */
const topicNamed = (name: string): Subject => ({
  get: ({ workloads }) =>
    workloads
      .flatMap(({ publishes, subscribes }) => [...publishes, ...subscribes])
      .find((found) => found.name === name),
  set: (environment, change): EnvironmentPlan => {
    const isIt = (topic: TopicPlan): boolean => topic.name === name;
    return {
      ...environment,
      workloads: environment.workloads.map((workload) =>
        [...workload.publishes, ...workload.subscribes].some(isIt)
          ? {
              ...workload,
              publishes: withChanged(workload.publishes, isIt, change),
              subscribes: withChanged(workload.subscribes, isIt, change),
            }
          : workload,
      ),
    };
  },
});
