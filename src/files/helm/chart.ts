import { InternalError } from '../../errors.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { objects } from '../k8s/objects.ts';
import { objectKey } from '../../render/kubernetes-object.ts';
import { closedPolicy } from './closed-policy.ts';
import { componentPart } from './component-part.ts';
import { messagingPart } from '../messaging/index.ts';
import { sharedToggles } from './enabled-part.ts';
import type { Helper, Leaf, Part } from '../chart-parts/leaf.ts';
import { ownersOf, type Owner } from '../../plan/chart-owners.ts';
import { monitoringPart } from '../monitoring/index.ts';
import { templateOf } from '../chart-parts/part-values.ts';
import { probeOf } from './probe.ts';
import { same } from '../../render/value.ts';
import { recoverable, recoveryValues } from './recovery.ts';
import { imagesOf, type ChartImage } from './release.ts';
import { wavesPart } from './waves-part.ts';
import { routingPart } from '../routing/index.ts';
import { settleObjects, type ChartObject } from './settle-objects.ts';
import { storePart } from './store-part.ts';
import { conditionsOf, toggleTemplate, variationsOf, type Variation } from './toggle-template.ts';
import { expressionsOf, not, type Template, type ValuePath } from '../chart-parts/template.ts';
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
  const parts = partsOf(plan, owners);
  const { leaves, helpers } = parts;
  if (plan.environments.length === 0) throw new InternalError('a plan without environments');
  const found = foundObjects(plan, parts);
  const named = leaves
    .filter(({ isReleased }) => !isReleased)
    .map((leaf): NamedValue => ({
      ...leaf,
      optional: false,
      base: leaf.read(plan.local),
      values: plan.environments.map((environment) => leaf.read(environment)),
    }));
  const { objects: settled, differences } = settleObjects(plan, { owners, found, named });
  const stored = new Set(
    settled.filter(({ kind }) => kind === 'ObjectStore').map(({ owner }) => owner),
  );
  const backedUp = owners.filter((owner) => stored.has(owner));
  const templates = settled.map((object) =>
    object.kind === 'Cluster' && stored.has(object.owner)
      ? { ...object, body: recoverable(object.body, object.owner) }
      : object,
  );
  const used = usedPaths(templates);
  const places = new Map(owners.map(({ section }, index) => [section, index]));
  const placeOf = ({ path: [section = ''] }: NamedValue): number => places.get(section) ?? -1;
  const values = [
    ...named.filter(({ path }) => used.has(path.join('.'))),
    ...backedUp.flatMap((owner) => recoveryValues(owner, plan.environments.length)),
    ...differences,
  ].sort((a, b) => placeOf(a) - placeOf(b));
  const chart = {
    owners,
    objects: templates,
    helpers,
    values,
    layout: laidOut(values, plan.environments.length),
    images: imagesOf(plan, owners),
  };
  charts.set(plan, chart);
  return chart;
}

type FoundObject = Pick<ChartObject, 'key' | 'when' | 'body'>;

/** Every object as a template, from the first environment that has it; most are in the first, with all toggles on. */
function foundObjects(plan: Plan, parts: Part): readonly FoundObject[] {
  const all = new Set(
    plan.environments.flatMap((environment) => objects(plan, environment).map(objectKey)),
  );
  const found = new Map<string, FoundObject>();
  for (const environment of plan.environments) {
    if (found.size > 0 && [...all].every((key) => found.has(key))) break;
    for (const object of probedIn(plan, environment, parts))
      if (!found.has(object.key)) found.set(object.key, object);
  }
  return [...found.values()];
}

function probedIn(plan: Plan, environment: EnvironmentPlan, parts: Part): readonly FoundObject[] {
  const { toggles } = parts;
  const probe = probeOf(
    plan,
    toggles.reduce((union, toggle) => toggle.on(union, plan.environments), environment),
    parts,
  );
  const variations = variationsOf(toggles, probe);
  return [...new Set([...probe.found.keys(), ...variations.keys()])].map((key) => ({
    key,
    ...probedObject(key, probe.found.get(key), variations.get(key) ?? []),
  }));
}

// A plan is readonly, so its chart never changes.
const charts = new WeakMap<Plan, Chart>();

function partsOf(plan: Plan, owners: readonly Owner[]): Part {
  const parts = [
    ...(plan.delivery.hasWaves ? [wavesPart()] : []),
    ...owners.map((owner) => partOf[owner.kind](plan, owner)),
  ];
  return {
    leaves: parts
      .flatMap(({ leaves }) => leaves)
      .filter((leaf) => !leaf.onlyIfDifferent || differs(leaf, plan)),
    toggles: [...parts.flatMap(({ toggles }) => toggles), ...sharedToggles(plan, owners)],
    constants: parts.flatMap(({ constants }) => constants),
    forms: parts.flatMap(({ forms }) => forms),
    helpers: parts.flatMap(({ helpers }) => helpers),
  };
}

const partOf = {
  component: componentPart,
  store: storePart,
  routing: routingPart,
  monitoring: monitoringPart,
  messaging: messagingPart,
} satisfies Record<Owner['kind'], (plan: Plan, owner: Owner) => Part>;

function differs(leaf: Leaf, { environments }: Plan): boolean {
  const [first, ...others] = environments.map((environment) => leaf.read(environment));
  return others.some((other) => !same(first, other));
}

/** A template that is there with all toggles on, or one that only a toggle that is off brings. */
function probedObject(
  key: string,
  full: Template | undefined,
  variations: readonly Variation[],
): Pick<ChartObject, 'when' | 'body'> {
  if (full !== undefined)
    return {
      when: conditionsOf(variations),
      body: key.startsWith('networking.k8s.io/NetworkPolicy/')
        ? closedPolicy(toggleTemplate(full, variations))
        : toggleTemplate(full, variations),
    };
  const bringer = variations.find(({ off }) => off !== undefined);
  return bringer?.off === undefined
    ? { when: [], body: templateOf({}) }
    : { when: [not(bringer.condition)], body: bringer.off };
}

/** The paths of the values that objects read, dotted. */
export function usedPaths(objects: readonly ChartObject[]): ReadonlySet<string> {
  const expressions = objects.flatMap(({ when, body }) => [...when, ...expressionsOf(body)]);
  return new Set(expressions.flatMap(({ uses }) => uses.map((path: ValuePath) => path.join('.'))));
}
