import { isGivenTheSame, type LeafPart, type ModelPart } from '../k8s/model-part.ts';
import { deliveredOf, modelParts } from '../k8s/objects.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { objectKey } from '../../render/kubernetes-object.ts';
import type { Part } from '../chart-parts/leaf.ts';
import type { Template } from '../chart-parts/template.ts';
import { holeFinderOf, tokenOf, type HoleFinder } from './find-holes.ts';
import { sharedTemplate } from './shared-template.ts';

/** The objects of an environment as templates: a hole wherever a sentinel, or what builders make of it, turned up. */
export type Probed = ReadonlyMap<string, Template>;

/** What another look finds: the objects that differ, and nothing for those that are gone. */
export type Changed = ReadonlyMap<string, Template | undefined>;

/** A way to look at the model: with every leaf replaced by its sentinel, and in variations of that. */
export interface Probe {
  readonly environment: EnvironmentPlan;
  /** The model of that environment. */
  readonly found: Probed;
  /** What is different in a variation of it. Only what is made of something else is made again. */
  readonly changedIn: (variation: EnvironmentPlan) => Changed;
}

/** Replaces every leaf by its sentinel, and tells what builders make of them. */
export function probeOf(
  plan: Plan,
  environment: EnvironmentPlan,
  parts: Pick<Part, 'leaves' | 'constants' | 'forms'>,
): Probe {
  const mark = freeMark(plan);
  const marked = parts.leaves.reduce((changed, leaf, index) => {
    const sentinel =
      leaf.read(environment) === undefined ? undefined : leaf.sentinel(tokenOf(index, mark));
    return sentinel === undefined ? changed : leaf.write(changed, sentinel);
  }, environment);
  const finderIn = holeFinderOf(parts, mark);
  const seen = seenIn(modelParts(plan, marked), lookBy(plan, finderIn(marked)));
  return {
    environment: marked,
    found: new Map(seen.flatMap(templatesOf)),
    changedIn: (variation) =>
      new Map(changesIn(modelParts(plan, variation), seen, lookBy(plan, finderIn(variation)))),
  };
}

/** A number that the plan says nowhere: tokens are made of it. */
function freeMark(plan: Plan): number {
  const said = JSON.stringify(plan);
  let mark = 731_000;
  while (said.includes(String(mark))) mark += 1;
  return mark;
}

/** A part of the model that was looked at. */
interface Seen {
  readonly part: ModelPart;
  /** The parts that it consists of. */
  readonly inner: readonly Seen[];
  /** Its own objects. */
  readonly templates: Probed;
}

interface Look {
  readonly plan: Plan;
  readonly find: HoleFinder;
  /** The parts around those that are looked at. */
  readonly path: readonly string[];
}

const lookBy = (plan: Plan, find: HoleFinder): Look => ({ plan, find, path: [] });

const inside = (look: Look, { name }: ModelPart): Look => ({
  ...look,
  path: [...look.path, name],
});

const seenIn = (parts: readonly ModelPart[], look: Look): readonly Seen[] =>
  parts.map((part) =>
    'parts' in part
      ? { part, inner: seenIn(part.parts(), inside(look, part)), templates: new Map() }
      : { part, inner: [], templates: probed(part, look) },
  );

const templatesOf = ({ inner, templates }: Seen): readonly (readonly [string, Template])[] => [
  ...templates,
  ...inner.flatMap(templatesOf),
];

const probed = (part: LeafPart, look: Look): Probed =>
  new Map(
    deliveredOf(look.plan, part).map(({ object }) => [
      objectKey(object),
      look.find(object, inside(look, part).path),
    ]),
  );

type Change = readonly [key: string, template: Template | undefined];

/** What became of objects whose parts are made of something else than before, or are gone. */
function changesIn(
  parts: readonly ModelPart[],
  seen: readonly Seen[],
  look: Look,
): readonly Change[] {
  const left = new Map(seen.map((one) => [one.part.name, one]));
  const changes = parts.flatMap((part): readonly Change[] => {
    const before = left.get(part.name);
    left.delete(part.name);
    if (before !== undefined && isGivenTheSame(before.part, part)) return [];
    return 'parts' in part
      ? changesIn(part.parts(), before?.inner ?? [], inside(look, part))
      : changesBetween(before?.templates ?? new Map(), probed(part, look));
  });
  return [...changes, ...[...left.values()].flatMap(templatesOf).map(([key]) => gone(key))];
}

const gone = (key: string): Change => [key, undefined];

function changesBetween(before: Probed, after: Probed): readonly Change[] {
  const changed = [...after].flatMap(([key, template]): readonly Change[] => {
    const known = before.get(key);
    const shared = known === undefined ? template : sharedTemplate(known, template);
    return shared === known ? [] : [[key, shared]];
  });
  return [...changed, ...[...before.keys()].filter((key) => !after.has(key)).map(gone)];
}
