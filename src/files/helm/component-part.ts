import type { EnvironmentPlan, Plan, WorkloadPlan } from '../../plan/plan.ts';
import { unreleasedImage } from '../../domain/unreleased.ts';
import { componentLabels, selectorOf } from '../../kubernetes/metadata.ts';
import { checksum } from '../../kubernetes/pod.ts';
import { componentPath } from '../k8s/component-part.ts';
import { configuration } from '../k8s/workload.ts';
import { watcherOf } from '../monitoring/index.ts';
import { componentRows, componentSwitches } from './component-rows.ts';
import { enabledPart } from './enabled-part.ts';
import { placementRows, placementSwitches } from './placement-rows.ts';
import type { Constant, Leaf, Part, Toggle } from '../chart-parts/leaf.ts';
import type { Owner } from '../../plan/chart-owners.ts';
import { namedTemplate, stringsIn, templateOf, textIn } from '../chart-parts/part-values.ts';
import { leavesOf, togglesOf } from '../chart-parts/rows.ts';
import { flag } from '../../render/value-schemas.ts';
import {
  isThere,
  placeFinder,
  planValueAt,
  withPlanValue,
  workloadNamed,
  type Subject,
} from '../chart-parts/subject.ts';
import { valueAt, valueOf, type Expression, type ValuePath } from '../chart-parts/template.ts';

/** What of a component becomes values, and what its builders compute from them. */
export function componentPart(plan: Plan, owner: Owner): Part {
  const { key, section } = owner;
  const placeIn = placeFinder(key);
  const found =
    <T>(compute: (workload: WorkloadPlan) => T) =>
    ({ workloads }: EnvironmentPlan): T | undefined => {
      const workload = workloads[placeIn(workloads)];
      return workload === undefined ? undefined : compute(workload);
    };
  const helpers = labelHelpers(plan, owner);
  const env = [section, 'env'];
  const part = componentPath(key);
  const subject = workloadNamed(key);
  const enabled = enabledPart(plan, owner);
  const switched = leavesOf(section, subject, [], componentSwitches);
  // Bounds are values also while they are switched off, and a switch that nobody turns on in the config is one.
  const bounded: Subject = {
    ...subject,
    get: (environment) => {
      const workload = subject.get(environment);
      return workload === undefined ? undefined : scaled(workload);
    },
  };
  const [replicaCount, ...leaves] = leavesOf(
    section,
    bounded,
    [...componentRows(found(configuration)), ...placementRows(plan, key)],
    [],
  );
  const budget = budgetLeaf(
    section,
    found(({ budgeted }) => budgeted),
  );
  return {
    leaves: [
      ...enabled.leaves,
      ...(replicaCount === undefined ? [] : [replicaCount]),
      ...switched,
      budget,
      ...leaves,
    ],
    toggles: [
      ...enabled.toggles,
      budgetToggle(budget, subject),
      ...togglesOf(section, subject, componentSwitches).map((toggle): Toggle => ({
        ...toggle,
        on: (environment, all) =>
          toggle.on(
            subject.set(environment, scaled),
            all.map((other) => subject.set(other, scaled)),
          ),
      })),
      ...togglesOf(section, subject, placementSwitches(plan, key)),
      severalPods(section, subject),
    ],
    constants: [...dashboardTexts(plan, owner), ...helpers],
    forms: [
      { part, found: found(configuration), expression: valueOf(env, 'strings') },
      {
        part,
        found: found((workload) => checksum(configuration(workload))),
        expression: checksumOf(plan, env),
      },
      {
        part,
        found: found(({ component: { image } }) => unreleasedImage(image.repository)),
        expression: imageOf(plan, [section, 'image']),
      },
    ],
    helpers: helpers.map(({ helper }) => helper),
  };
}

/** A workload that scales with its load, if it has bounds. */
const scaled = <W extends object>(workload: W): W =>
  isThere(planValueAt(workload, 'bounds'))
    ? withPlanValue(workload, 'autoscaling', planValueAt(workload, 'bounds'))
    : workload;

function labelHelpers(plan: Plan, owner: Owner): readonly ReturnType<typeof namedTemplate>[] {
  const { key } = owner;
  const component = plan.components.find(({ name }) => name === key);
  return [
    namedTemplate(plan, owner, {
      name: 'labels',
      description: `Labels of ${key}`,
      body: templateOf(component === undefined ? {} : componentLabels(plan, component)),
    }),
    namedTemplate(plan, owner, {
      name: 'selectorLabels',
      description: `Labels that select the pods of ${key}`,
      body: templateOf(selectorOf(owner.objectName)),
    }),
  ];
}

const budgetLeaf = (section: string, read: Leaf['read']): Leaf => ({
  path: [section, 'podDisruptionBudget', 'enabled'],
  style: 'text',
  schema: flag,
  onlyIfDifferent: false,
  isReleased: false,
  sentinel: () => undefined,
  description: 'Keep all pods but one while nodes are drained; needs two or more pods',
  read,
  write: (environment) => environment,
});

const budgetToggle = ({ path }: Leaf, subject: Subject): Toggle => ({
  condition: valueOf(path, 'text'),
  off: (environment) => subject.set(environment, (workload) => ({ ...workload, budgeted: false })),
  on: (environment) => subject.set(environment, (workload) => ({ ...workload, budgeted: true })),
});

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

function dashboardTexts(plan: Plan, owner: Owner): readonly Constant[] {
  const component = plan.components.find(({ name }) => name === owner.key);
  if (component === undefined) return [];
  const text = watcherOf(plan.environments).dashboard?.(plan, component);
  if (text === undefined) return [];
  return [{ value: text, expression: fileOf(dashboardFile(owner), text) }];
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
      const suffixes = [
        tag === undefined ? '' : `:${textIn(tag)}`,
        digest === undefined ? '' : `@${textIn(digest)}`,
      ];
      return textIn(repository) + suffixes.join('');
    },
  };
}
