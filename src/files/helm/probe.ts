import { InternalError } from '../../errors.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { objects } from '../k8s/objects.ts';
import { objectKey } from '../../render/kubernetes-object.ts';
import { asMap, bare, entriesOf } from '../../render/value.ts';
import { plainOf } from '../../render/render.ts';
import type { Value } from '../../render/spec.ts';
import type { Form, Leaf, Part } from '../chart-parts/leaf.ts';
import type { Token } from '../../render/chart-value.ts';
import { templateOf } from '../chart-parts/part-values.ts';
import {
  elementOf,
  expressionsOf,
  isElement,
  valueOf,
  type Expression,
  type Template,
} from '../chart-parts/template.ts';

/** The objects of an environment as templates: a hole wherever a sentinel, or what builders make of it, turned up. */
export type Probed = ReadonlyMap<string, Template>;

/** A way to look at the model: with every leaf replaced by its sentinel, and in variations of that. */
export interface Probe {
  readonly environment: EnvironmentPlan;
  readonly look: (environment: EnvironmentPlan) => Probed;
}

/** Replaces every leaf by its sentinel, and tells what builders make of them. */
export function probeOf(
  plan: Plan,
  environment: EnvironmentPlan,
  { leaves, forms }: Pick<Part, 'leaves' | 'forms'>,
): Probe {
  const mark = freeMark(plan);
  const probed = leaves.reduce((changed, leaf, index) => {
    const sentinel =
      leaf.read(environment) === undefined ? undefined : leaf.sentinel(tokenOf(index, mark));
    return sentinel === undefined ? changed : leaf.write(changed, sentinel);
  }, environment);
  const own = leaves.map((leaf, index): Form => ({
    found: () => leaf.sentinel(tokenOf(index, mark)),
    expression: readingOf(leaf),
  }));
  const look = (varied: EnvironmentPlan): Probed => {
    const known = new Map(
      [...own, ...forms].flatMap(({ found, expression }) => {
        const value = found(varied);
        return value === undefined ? [] : [[JSON.stringify(plainOf(value)), expression] as const];
      }),
    );
    const find: Finder = { known, leaves, mark };
    return new Map(
      objects(plan, varied).map((object) => [objectKey(object), holesIn(object, find)]),
    );
  };
  return { environment: probed, look };
}

const readingOf = ({ expression, path, style }: Leaf): Expression =>
  expression ?? valueOf(path, style);

interface Finder {
  /** What builders make of leaves, as JSON. */
  readonly known: ReadonlyMap<string, Expression>;
  readonly leaves: readonly Leaf[];
  readonly mark: number;
}

/** A number that the plan says nowhere: tokens are made of it. */
function freeMark(plan: Plan): number {
  const said = JSON.stringify(plan);
  let mark = 731_000;
  while (said.includes(String(mark))) mark += 1;
  return mark;
}

const tokenOf = (index: number, mark: number): Token => ({
  number: mark * 100_000 + index,
  text: `t${mark * 100_000 + index}`,
});

function holesIn(value: Value, find: Finder): Template {
  const plain = bare(value);
  const expression = find.known.get(JSON.stringify(plainOf(plain)));
  if (expression !== undefined) return { kind: 'hole', expression };
  if (typeof plain === 'number') return numberHole(plain, find);
  if (typeof plain === 'string') return textHoles(plain, find);
  const map = asMap(plain);
  if (map !== undefined)
    return {
      kind: 'map',
      entries: entriesOf(map).map(([key, inner]) => ({
        key,
        node: holesIn(inner, find),
        when: [],
      })),
    };
  return Array.isArray(plain)
    ? listOf(plain.map((inner: Value) => holesIn(inner, find)))
    : templateOf(plain);
}

/** A list; one item in which the element of a list leaf turned up stands for as many as that list has. */
function listOf(nodes: readonly Template[]): Template {
  const [item] = nodes;
  const element =
    item === undefined || nodes.length > 1 ? undefined : expressionsOf(item).find(isElement);
  if (item === undefined || element === undefined)
    return { kind: 'list', items: nodes.map((node) => ({ node, when: [] })) };
  if (!expressionsOf(item).every(isElement))
    throw new InternalError(
      'an item that is repeated for each element of a list reads other values too',
    );
  return { kind: 'each', over: valueOf(element.uses[0] ?? [], 'structure'), item };
}

function numberHole(value: number, { leaves, mark }: Finder): Template {
  const leaf = leaves[Math.abs(value) - mark * 100_000];
  return leaf === undefined ? templateOf(value) : { kind: 'hole', expression: readingOf(leaf) };
}

function textHoles(value: string, { leaves, mark }: Finder): Template {
  const parts = value
    .split(new RegExp(`(-?t?${mark}[0-9]{5})`))
    .filter((part) => part !== '')
    .map((part) => {
      const leaf = new RegExp(`^-?t?${mark}[0-9]{5}$`).test(part)
        ? leaves[Number(part.slice(-5))]
        : undefined;
      if (leaf === undefined) return part;
      return Array.isArray(leaf.sentinel({ text: '', number: 0 }))
        ? elementOf(leaf.path)
        : readingOf(leaf);
    });
  const [first] = parts;
  if (parts.every((part) => typeof part === 'string')) return templateOf(value);
  return parts.length === 1 &&
    first !== undefined &&
    typeof first !== 'string' &&
    first.style === 'text'
    ? { kind: 'hole', expression: first }
    : { kind: 'text', parts };
}
