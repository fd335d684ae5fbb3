import type { EnvironmentPlan, Plan, WorkloadPlan } from '../../plan/plan.ts';
import { unreleased } from '../../plan/unreleased.ts';
import { componentLabels, selectorOf } from '../k8s/metadata.ts';
import { checksum } from '../k8s/pod.ts';
import { configuration } from '../k8s/workload.ts';
import type { Value } from '../spec.ts';
import type { Leaf, Part } from './leaf.ts';
import type { Owner } from '../../plan/chart-owners.ts';
import { evenResources, named, stringsIn, templateOf, textIn } from './part-values.ts';
import { leavesOf, type Row } from './rows.ts';
import { flag, imageRepository, resources, stringsBy, whole } from './schemas.ts';
import { workloadNamed } from './subject.ts';
import { valueAt, valueOf, type Expression, type ValuePath } from './template.ts';

/** What of a component becomes values, and what its builders compute from them. */
export function componentPart(plan: Plan, owner: Owner): Part {
  const { key, section } = owner;
  const found = <T>(compute: (workload: WorkloadPlan) => T) => ({ workloads }: EnvironmentPlan): T | undefined => {
    const workload = workloads.find(({ component }) => component.name === key);
    return workload === undefined ? undefined : compute(workload);
  };
  const component = plan.components.find(({ name }) => name === key);
  const helpers = [
    named(plan, owner, 'labels', `Labels of ${key}`, templateOf(component === undefined ? {} : componentLabels(plan, component))),
    named(plan, owner, 'selectorLabels', `Labels that select the pods of ${key}`, templateOf(selectorOf(owner.objectName))),
  ];
  const env = [section, 'env'];
  const subject = workloadNamed(key);
  const [replicaCount, ...leaves] = leavesOf(section, subject, rowsOf(found(configuration)), []);
  const budget: Leaf = {
    path: [section, 'podDisruptionBudget', 'enabled'], style: 'text', schema: flag, onlyIfDifferent: false, isReleased: false, sentinel: () => undefined,
    description: 'Keep all pods but one while nodes are drained; for two pods or more',
    read: found(({ replicas }) => replicas > 1), write: (environment) => environment,
  };
  return {
    leaves: [...(replicaCount === undefined ? [] : [replicaCount]), budget, ...leaves],
    // A negative sentinel is still the sentinel of the same leaf, and less than two pods.
    toggles: [{
      condition: valueOf(budget.path, 'text'),
      off: (environment) => ({ ...environment, workloads: environment.workloads.map((workload) => (workload.component.name === key ? { ...workload, replicas: -Math.abs(workload.replicas) } : workload)) }),
      on: (environment) => environment,
    }],
    forms: [
      { found: found(configuration), expression: valueOf(env, 'strings') },
      { found: found((workload) => checksum(configuration(workload))), expression: checksumOf(plan, env) },
      { found: found(({ component: { image } }) => unreleased(image.repository)), expression: imageOf(plan, [section, 'image']) },
      ...helpers.map(({ expression, value }) => ({ found: () => value, expression })),
    ],
    helpers: helpers.map(({ helper }) => helper),
  };
}

const rowsOf = (configurationIn: (environment: EnvironmentPlan) => Value | undefined): readonly Row[] => [
  { value: 'replicaCount', from: 'replicas', style: 'number', description: 'Pods', schema: whole(1, 100) },
  { value: 'image.repository', from: 'component.image.repository', style: 'text', description: 'Image without tag and digest', schema: imageRepository, isReleased: true },
  { value: 'resources', from: 'resources', style: 'structure', description: 'Requests and limits of the container', schema: resources, sentinel: ({ text }) => evenResources(text) },
  { value: 'env', from: 'env', style: 'strings', description: 'Plain environment variables, kept in a ConfigMap; a change restarts the pods', schema: stringsBy('^[A-Za-z_][A-Za-z0-9_]*$'), read: configurationIn },
  { value: 'terminationGracePeriodSeconds', from: 'shutdown.graceSeconds', style: 'number', description: 'When Kubernetes kills a pod that still runs after SIGTERM', schema: whole(1, 600_000) },
];

/** The hash of a map of strings, as the builders compute it. */
function checksumOf({ service }: Plan, path: ValuePath): Expression {
  const map = valueOf(path, 'strings');
  return { go: `include "${service.name}.checksum" ${map.go}`, style: 'text', uses: [path], evaluate: (values) => checksum(stringsIn(map.evaluate(values) ?? {})) };
}

/** The full reference of a component's image. */
function imageOf({ service }: Plan, path: ValuePath): Expression {
  const parts = ['repository', 'tag', 'digest'].map((part) => [...path, part]);
  return {
    go: `include "${service.name}.image" .Values.${path.join('.')}`, style: 'text', uses: parts,
    evaluate: (values) => {
      const [repository = '', tag, digest] = parts.map((part) => valueAt(values, part));
      return `${textIn(repository)}${tag === undefined ? '' : `:${textIn(tag)}`}${digest === undefined ? '' : `@${textIn(digest)}`}`;
    },
  };
}
