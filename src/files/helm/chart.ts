import { InternalError } from '../../errors.ts';
import type { Plan } from '../../plan/plan.ts';
import { closed } from './closed.ts';
import { componentPart } from './component-part.ts';
import { daprPart } from './dapr-part.ts';
import { sharedToggles } from './enabled-part.ts';
import type { Helper, Leaf, Part } from './leaf.ts';
import { ownersOf, type Owner } from '../../plan/chart-owners.ts';
import { monitoringPart } from './monitoring-part.ts';
import { templateOf } from './part-values.ts';
import { probeOf, type Probed } from './probe.ts';
import { same } from '../kustomize/value.ts';
import { recoverable, recoveryValues } from './recovery.ts';
import { imagesOf, type ChartImage } from './release.ts';
import { routingPart, wavesPart } from './routing-part.ts';
import { settledObjects, type ChartObject } from './settled-objects.ts';
import { storePart } from './store-part.ts';
import { conditionsOf, toggled, variationsOf } from './toggled.ts';
import { expressionsOf, not, type ValuePath } from './template.ts';
import { laidOut, type Layout, type NamedValue } from './values.ts';

/** A chart: its templates, and the values that make each environment of it. */
export interface Chart {
  readonly owners: readonly Owner[];
  readonly objects: readonly ChartObject[];
  readonly helpers: readonly Helper[];
  /** The table of values, in the order of `values.yaml`. */
  readonly values: readonly NamedValue[];
  readonly layout: Layout;
  /** What a release file says, of all components. */
  readonly images: readonly ChartImage[];
}

/** Finds the chart of a plan by probing its builders: every environment is the chart with values. */
export function chartOf(plan: Plan): Chart {
  const known = charts.get(plan);
  if (known !== undefined) return known;
  const owners = ownersOf(plan);
  const { leaves, toggles, forms, helpers } = partsOf(plan, owners);
  const [first] = plan.environments;
  if (first === undefined) throw new InternalError('a plan without environments');
  const probe = probeOf(plan, toggles.reduce((union, toggle) => toggle.on(union, plan.environments), first), { leaves, forms });
  const on = probe.look(probe.environment);
  const looks = toggles.map(({ off }) => probe.look(off(probe.environment)));
  const found = [...new Set([on, ...looks].flatMap((look) => [...look.keys()]))].map((key) => ({ key, ...probedObject(key, on, variationsOf(toggles, looks, key)) }));
  const named = leaves.filter(({ isReleased }) => !isReleased).map((leaf): NamedValue => ({ ...leaf, optional: false, values: plan.environments.map((environment) => leaf.read(environment)) }));
  const { objects: settled, differences } = settledObjects(plan, { owners, found, named });
  const backedUp = owners.filter((owner) => settled.some(({ owner: own, kind }) => own === owner && kind === 'ObjectStore'));
  const objects = settled.map((object) => (object.kind === 'Cluster' && backedUp.includes(object.owner) ? { ...object, body: recoverable(object.body, object.owner) } : object));
  const used = usedPaths(objects);
  const values = [...named.filter(({ path }) => used.has(path.join('.'))), ...backedUp.flatMap((owner) => recoveryValues(owner, plan.environments.length)), ...differences].sort((a, b) => owners.findIndex(({ section }) => section === a.path[0]) - owners.findIndex(({ section }) => section === b.path[0]));
  const chart = { owners, objects, helpers, values, layout: laidOut(values, plan.environments.length), images: imagesOf(plan, owners) };
  charts.set(plan, chart);
  return chart;
}

// A plan is readonly, so its chart never changes.
const charts = new WeakMap<Plan, Chart>();

function partsOf(plan: Plan, owners: readonly Owner[]): Part {
  const parts = [...(plan.delivery.kind === 'argocd' ? [wavesPart()] : []), ...owners.map((owner) => partOf[owner.kind](plan, owner))];
  return {
    leaves: parts.flatMap(({ leaves }) => leaves).filter((leaf) => !leaf.onlyIfDifferent || differs(leaf, plan)),
    toggles: [...parts.flatMap(({ toggles }) => toggles), ...sharedToggles(plan, owners)], forms: parts.flatMap(({ forms }) => forms), helpers: parts.flatMap(({ helpers }) => helpers),
  };
}

const partOf = { component: componentPart, store: storePart, routing: routingPart, monitoring: monitoringPart, messaging: daprPart } satisfies Record<Owner['kind'], (plan: Plan, owner: Owner) => Part>;

function differs(leaf: Leaf, { environments }: Plan): boolean {
  const [first, ...others] = environments.map((environment) => leaf.read(environment));
  return others.some((other) => !same(first, other));
}

/** A template that is there with all toggles on, or one that only a toggle that is off brings. */
function probedObject(key: string, on: Probed, variations: ReturnType<typeof variationsOf>): Pick<ChartObject, 'when' | 'body'> {
  const full = on.get(key);
  if (full !== undefined) return { when: conditionsOf(variations), body: key.startsWith('networking.k8s.io/NetworkPolicy/') ? closed(toggled(full, variations)) : toggled(full, variations) };
  const bringer = variations.find(({ off }) => off !== undefined);
  return bringer?.off === undefined ? { when: [], body: templateOf({}) } : { when: [not(bringer.condition)], body: bringer.off };
}

/** The paths of the values that objects read, dotted. */
export function usedPaths(objects: readonly ChartObject[]): ReadonlySet<string> {
  const expressions = objects.flatMap(({ when, body }) => [...when, ...expressionsOf(body)]);
  return new Set(expressions.flatMap(({ uses }) => uses.map((path: ValuePath) => path.join('.'))));
}
