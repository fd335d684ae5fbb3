import type { EnvironmentPlan, Plan, WorkloadPlan } from '../../plan/plan.ts';
import { unreleasedImage } from '../../plan/unreleased.ts';
import { componentLabels, selectorOf } from '../../kubernetes/metadata.ts';
import { checksum } from '../../kubernetes/pod.ts';
import { configuration } from '../k8s/workload.ts';
import { dashboardText } from '../monitoring/dashboard.ts';
import type { Value } from '../../render/spec.ts';
import { enabledPart } from './enabled-part.ts';
import type { Leaf, Part, Toggle } from './leaf.ts';
import type { Owner } from '../../plan/chart-owners.ts';
import { evenResources, namedTemplate, stringsIn, templateOf, textIn } from './part-values.ts';
import { leavesOf, togglesOf, type Row, type Switch } from './rows.ts';
import { flag, imageRepository, resources, stringsBy, whole } from './schemas.ts';
import { isThere, planValueAt, withPlanValue, workloadNamed, type Subject } from './subject.ts';
import { valueAt, valueOf, type Expression, type ValuePath } from './template.ts';

/** What of a component becomes values, and what its builders compute from them. */
export function componentPart(plan: Plan, owner: Owner): Part {
  const { key, section } = owner;
  const found =
    <T>(compute: (workload: WorkloadPlan) => T) =>
    ({ workloads }: EnvironmentPlan): T | undefined => {
      const workload = workloads.find(({ component }) => component.name === key);
      return workload === undefined ? undefined : compute(workload);
    };
  const component = plan.components.find(({ name }) => name === key);
  const helpers = [
    namedTemplate(
      plan,
      owner,
      'labels',
      `Labels of ${key}`,
      templateOf(component === undefined ? {} : componentLabels(plan, component)),
    ),
    namedTemplate(
      plan,
      owner,
      'selectorLabels',
      `Labels that select the pods of ${key}`,
      templateOf(selectorOf(owner.objectName)),
    ),
  ];
  const env = [section, 'env'];
  const subject = workloadNamed(key);
  const enabled = enabledPart(plan, owner);
  const [autoscaled, replicaCount, ...leaves] = leavesOf(
    section,
    subject,
    rowsOf(found(configuration)),
    switches,
  );
  // Bounds are values also while they are switched off, and a switch that nobody turns on in the config is one.
  const scaled = (environment: EnvironmentPlan): EnvironmentPlan =>
    subject.set(environment, (workload) =>
      isThere(planValueAt(workload, 'bounds'))
        ? withPlanValue(workload, 'autoscaling', planValueAt(workload, 'bounds'))
        : workload,
    );
  const bounded = leaves.map((leaf): Leaf =>
    leaf.path[1] === 'hpa'
      ? { ...leaf, read: (environment) => leaf.read(scaled(environment)) }
      : leaf,
  );
  const budget: Leaf = {
    path: [section, 'podDisruptionBudget', 'enabled'],
    style: 'text',
    schema: flag,
    onlyIfDifferent: false,
    isReleased: false,
    sentinel: () => undefined,
    description: 'Keep all pods but one while nodes are drained; for two pods or more',
    read: found(({ budgeted }) => budgeted),
    write: (environment) => environment,
  };
  return {
    leaves: [
      ...enabled.leaves,
      ...[replicaCount, autoscaled].flatMap((leaf) => leaf ?? []),
      budget,
      ...bounded,
    ],
    toggles: [
      ...enabled.toggles,
      {
        condition: valueOf(budget.path, 'text'),
        off: (environment) =>
          subject.set(environment, (workload) => ({ ...workload, budgeted: false })),
        on: (environment) =>
          subject.set(environment, (workload) => ({ ...workload, budgeted: true })),
      },
      ...togglesOf(section, subject, switches).map((toggle): Toggle => ({
        ...toggle,
        on: (environment, all) => toggle.on(scaled(environment), all.map(scaled)),
      })),
      severalPods(section, subject),
    ],
    forms: [
      ...(component === undefined
        ? []
        : [
            {
              found: () => dashboardText(plan, component),
              expression: fileOf(dashboardFile(owner), dashboardText(plan, component)),
            },
          ]),
      { found: found(configuration), expression: valueOf(env, 'strings') },
      {
        found: found((workload) => checksum(configuration(workload))),
        expression: checksumOf(plan, env),
      },
      {
        found: found(({ component: { image } }) => unreleasedImage(image.repository)),
        expression: imageOf(plan, [section, 'image']),
      },
      ...helpers.map(({ expression, value }) => ({ found: () => value, expression })),
    ],
    helpers: helpers.map(({ helper }) => helper),
  };
}

const rowsOf = (
  configurationIn: (environment: EnvironmentPlan) => Value | undefined,
): readonly Row[] => [
  {
    value: 'replicaCount',
    from: 'replicas',
    style: 'number',
    description: 'Pods',
    schema: whole(1, 100),
  },
  {
    value: 'hpa.minReplicas',
    from: 'autoscaling.min',
    style: 'number',
    description: 'Pods at least',
    schema: whole(1, 100),
  },
  {
    value: 'hpa.maxReplicas',
    from: 'autoscaling.max',
    style: 'number',
    description: 'Pods at most',
    schema: whole(2, 100),
  },
  {
    value: 'hpa.cpuTargetPercent',
    from: 'autoscaling.cpu',
    style: 'number',
    description: 'Average CPU, as percent of the request, that pods are added at',
    schema: whole(1, 100),
  },
  {
    value: 'hpa.memoryTargetPercent',
    from: 'autoscaling.memory',
    style: 'number',
    description: 'The same for memory; 0 to leave it out',
    schema: whole(0, 100),
    optional: true,
  },
  ...speedRows('scaleUp', 'added'),
  ...speedRows('scaleDown', 'taken away'),
  {
    value: 'image.repository',
    from: 'component.image.repository',
    style: 'text',
    description: 'Image without tag and digest',
    schema: imageRepository,
    isReleased: true,
  },
  {
    value: 'resources',
    from: 'resources',
    style: 'structure',
    description: 'Requests and limits of the container',
    schema: resources,
    sentinel: ({ text }) => evenResources(text),
  },
  {
    value: 'env',
    from: 'env',
    style: 'strings',
    description: 'Plain environment variables, kept in a ConfigMap; a change restarts the pods',
    schema: stringsBy('^[A-Za-z_][A-Za-z0-9_]*$'),
    read: configurationIn,
  },
  {
    value: 'terminationGracePeriodSeconds',
    from: 'shutdown.graceSeconds',
    style: 'number',
    description: 'When Kubernetes kills a pod that still runs after SIGTERM',
    schema: whole(1, 600_000),
  },
];

const speedRows = (direction: 'scaleUp' | 'scaleDown', happens: string): readonly Row[] => [
  {
    value: `hpa.${direction}.windowSeconds`,
    from: `autoscaling.${direction}.windowSeconds`,
    style: 'number',
    description: `Seconds that must agree before pods are ${happens}`,
    schema: whole(1, 3600),
  },
  {
    value: `hpa.${direction}.pods`,
    from: `autoscaling.${direction}.pods`,
    style: 'number',
    description: `Pods that may be ${happens} in a period`,
    schema: whole(1, 100),
  },
  {
    value: `hpa.${direction}.periodSeconds`,
    from: `autoscaling.${direction}.periodSeconds`,
    style: 'number',
    description: 'Seconds of a period',
    schema: whole(1, 1800),
  },
];

const switches: readonly Switch[] = [
  {
    value: 'hpa.enabled',
    from: 'autoscaling',
    description: 'Let the load decide how many pods there are, instead of replicaCount',
  },
  { value: 'hpa.memoryTargetPercent', from: 'autoscaling.memory' },
];

/** Whether there are always two pods or more: the exemption of a judge depends on it. */
function severalPods(section: string, subject: Subject): Toggle {
  const least = valueOf([section, 'hpa', 'minReplicas'], 'number');
  return {
    condition: {
      ...least,
      go: `gt (int ${least.go}) 1`,
      evaluate: (values) => Number(least.evaluate(values) ?? 0) > 1,
    },
    // A negative sentinel is still the sentinel of the same leaf, and less than two pods.
    off: (environment) =>
      subject.set(environment, (workload) =>
        withPlanValue(
          workload,
          'autoscaling.min',
          -Math.abs(Number(planValueAt(workload, 'autoscaling.min') ?? 0)),
        ),
      ),
    on: (environment) => environment,
  };
}

/** A file of the chart as it is, braces included. */
const fileOf = (path: string, content: string): Expression => ({
  go: `.Files.Get ${JSON.stringify(path)}`,
  style: 'lines',
  uses: [],
  evaluate: () => content,
});

/** Where the dashboard of a component stands in the chart. */
export const dashboardFile = ({ folder }: Owner): string => `dashboards/${folder}.json`;

/** The hash of a map of strings, as the builders compute it. */
function checksumOf({ service }: Plan, path: ValuePath): Expression {
  const map = valueOf(path, 'strings');
  return {
    go: `include "${service.name}.checksum" ${map.go}`,
    style: 'text',
    uses: [path],
    evaluate: (values) => checksum(stringsIn(map.evaluate(values) ?? {})),
  };
}

/** The full reference of a component's image. */
function imageOf({ service }: Plan, path: ValuePath): Expression {
  const parts = ['repository', 'tag', 'digest'].map((part) => [...path, part]);
  return {
    go: `include "${service.name}.image" .Values.${path.join('.')}`,
    style: 'text',
    uses: parts,
    evaluate: (values) => {
      const [repository = '', tag, digest] = parts.map((part) => valueAt(values, part));
      return `${textIn(repository)}${tag === undefined ? '' : `:${textIn(tag)}`}${digest === undefined ? '' : `@${textIn(digest)}`}`;
    },
  };
}
