import type { LeafPart, ModelPart } from '../k8s/model-part.ts';
import { deliveredOf, modelParts } from '../k8s/objects.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { isAlike } from '../../render/alike.ts';
import { objectKey } from '../../render/kubernetes-object.ts';
import type { Part } from '../chart-parts/leaf.ts';
import type { Template } from '../chart-parts/template.ts';
import { holesIn, tokenOf, type Made, type Traces } from './find-holes.ts';
import { isSameTraces, tracesOf, type TracesIn } from './traces.ts';

/** The objects of an environment as templates: a hole wherever a leaf left a trace. */
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
  const tracesIn = tracesOf(parts, mark);
  const seen = seenIn(modelParts(plan, marked), { plan, path: [], tracesIn: tracesIn(marked) });
  return {
    environment: marked,
    found: new Map(seen.flatMap(templatesOf)),
    changedIn: (variation) => {
      const look = { plan, path: [], tracesIn: tracesIn(variation) };
      return new Map(changesIn(modelParts(plan, variation), seen, look));
    },
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
  readonly own: SeenObjects | undefined;
}

interface SeenObjects {
  readonly traces: Traces;
  readonly objects: ReadonlyMap<string, Made>;
}

interface Look {
  readonly plan: Plan;
  /** The parts around those that are looked at. */
  readonly path: readonly string[];
  readonly tracesIn: TracesIn;
}

const inside = (look: Look, { name }: ModelPart): Look => ({
  ...look,
  path: [...look.path, name],
});

const seenIn = (parts: readonly ModelPart[], look: Look): readonly Seen[] =>
  parts.map((part) =>
    'parts' in part
      ? { part, inner: seenIn(part.parts(), inside(look, part)), own: undefined }
      : { part, inner: [], own: objectsIn(part, inside(look, part)) },
  );

/** The objects of a part and what leaves left in them; what is as before is taken from there. */
function objectsIn(
  part: LeafPart,
  { plan, path, tracesIn }: Look,
  before?: SeenObjects,
): SeenObjects {
  const traces = tracesIn(path);
  const known = before !== undefined && isSameTraces(before.traces, traces) ? before : undefined;
  const objects = deliveredOf(plan, part).map(({ object }): [string, Made] => {
    const key = objectKey(object);
    const template = holesIn(object, traces, known?.objects.get(key));
    return [key, { value: object, template }];
  });
  return { traces, objects: new Map(objects) };
}

const templatesOf = ({ inner, own }: Seen): readonly (readonly [string, Template])[] => [
  ...[...(own?.objects ?? [])].map(([key, { template }]) => [key, template] as const),
  ...inner.flatMap(templatesOf),
];

type Change = readonly [key: string, template: Template | undefined];

/** What became of objects whose parts are made of something else than before, or are gone. */
function changesIn(
  parts: readonly ModelPart[],
  seen: readonly Seen[],
  look: Look,
): readonly Change[] {
  const changes: Change[] = [];
  let next = 0;
  // Both are in one order, so whatever is passed over is gone.
  for (const part of parts) {
    let place = next;
    while (place < seen.length && seen[place]?.part.name !== part.name) place += 1;
    const before = seen[place];
    if (before !== undefined) {
      changes.push(...seen.slice(next, place).flatMap(goneWith));
      next = place + 1;
      if (isAlike(before.part.given, part.given)) continue;
    }
    changes.push(...changesOf(part, before, inside(look, part)));
  }
  return [...changes, ...seen.slice(next).flatMap(goneWith)];
}

const changesOf = (part: ModelPart, before: Seen | undefined, look: Look): readonly Change[] =>
  'parts' in part
    ? changesIn(part.parts(), before?.inner ?? [], look)
    : changesBetween(before?.own, objectsIn(part, look, before?.own));

const gone = (key: string): Change => [key, undefined];
const goneWith = (seen: Seen): readonly Change[] => templatesOf(seen).map(([key]) => gone(key));

function changesBetween(before: SeenObjects | undefined, after: SeenObjects): readonly Change[] {
  const known = before?.objects ?? new Map<string, Made>();
  const changed = [...after.objects].map(([key, { template }]): Change => [key, template]);
  return [
    ...changed.filter(([key, template]) => template !== known.get(key)?.template),
    ...[...known.keys()].filter((key) => !after.objects.has(key)).map(gone),
  ];
}
