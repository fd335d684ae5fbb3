import { labelKeys } from '../../domain/labels.ts';
import { InternalError } from '../../errors.ts';
import type { Plan } from '../../plan/plan.ts';
import { objects } from '../k8s/objects.ts';
import { repeatsOf } from '../../domain/repeats.ts';
import type { Value } from '../../render/spec.ts';
import { objectKey, type KubernetesObject } from '../../render/kubernetes-object.ts';
import { asMap, type ValueMap } from '../../render/value.ts';
import { settleTemplate, type Difference } from './difference-values.ts';
import { camelCase } from '../../domain/free-name.ts';
import type { Owner } from '../../plan/chart-owners.ts';
import { templateOf, textIn } from '../chart-parts/part-values.ts';
import { givenValues, imagesOf } from './release.ts';
import { flag } from '../../render/value-schemas.ts';
import { inferSchema } from '../chart-parts/infer-schema.ts';
import {
  evaluate,
  holds,
  valueOf,
  type Conditions,
  type Template,
} from '../chart-parts/template.ts';
import { laidOut, mergeValues, type NamedValue } from './values.ts';

/** One object as a chart template. */
export interface ChartObject {
  /** Group, kind and name in one. */
  readonly key: string;
  readonly owner: Owner;
  readonly kind: string;
  readonly name: string;
  readonly when: Conditions;
  readonly body: Template;
}

interface SettledObjectsInput {
  readonly owners: readonly Owner[];
  /** By key of the object. */
  readonly found: readonly {
    readonly key: string;
    readonly when: Conditions;
    readonly body: Template;
  }[];
  readonly named: readonly NamedValue[];
}

/**
 * Objects that say in every environment what the model says; what
 * leaves and toggles do not explain becomes values of its own.
 */
export function settleObjects(
  plan: Plan,
  { owners, found, named }: SettledObjectsInput,
): { readonly objects: readonly ChartObject[]; readonly differences: readonly NamedValue[] } {
  const givens = plan.environments.map((environment) =>
    givenValues(imagesOf(plan, owners), environment),
  );
  const models = plan.environments.map(
    (environment) =>
      new Map(objects(plan, environment).map((object) => [objectKey(object), object])),
  );
  const known = laidOut(named, models.length).merged.map((values, index) =>
    mergeValues(values, givens[index] ?? {}),
  );
  const differences: NamedValue[] = [];
  const keys = new Set([
    ...found.map(({ key }) => key),
    ...models.flatMap((model) => [...model.keys()]),
  ]);
  const probedOnes = new Map(found.map((object) => [object.key, object]));
  const ownerOf = ownerFinder(owners);
  const settledOnes = [...keys].map((key) => {
    const wanted = models.map((model) => model.get(key));
    const first = wanted.find((object) => object !== undefined);
    const probed = probedOnes.get(key) ?? {
      key,
      when: [],
      body: templateOf(first),
    };
    return settledObject({ ...probed, ...identityOf(probed.body, ownerOf) }, wanted, {
      known,
      report: (value) => differences.push(value),
    });
  });
  refuseRepetition(differences);
  return { objects: settledOnes, differences };
}

interface SettledObjectInput {
  readonly known: readonly ValueMap[];
  readonly report: (value: NamedValue) => void;
}

function settledObject(
  object: ChartObject,
  wanted: readonly (KubernetesObject | undefined)[],
  { known, report }: SettledObjectInput,
): ChartObject {
  const { owner, kind, name } = object;
  const path = [
    owner.section,
    camelCase(kind),
    ...(name === owner.objectName ? [] : [camelCase(name)]),
  ];
  const isPlaced = wanted.every(
    (model, index) => holds(object.when, known[index] ?? {}) === (model !== undefined),
  );
  const enabled = [...path, 'enabled'];
  if (!isPlaced)
    report({
      path: enabled,
      style: 'text',
      schema: flag,
      description: `Whether there is the ${kind} ${name}`,
      base: undefined,
      values: wanted.map((model) => model !== undefined),
      optional: false,
    });
  const when = isPlaced ? object.when : [valueOf(enabled, 'text')];
  const reportDifference = ({ path: at, values }: Difference): void =>
    report({
      path: at,
      style: 'json',
      schema: inferSchema(values),
      base: undefined,
      description: `${at.slice(path.length).join('.')} of the ${kind} ${name}`,
      values,
      optional: values.includes(undefined),
    });
  return {
    ...object,
    when,
    body: settleTemplate(object.body, wanted, { known, path, report: reportDifference }),
  };
}

/** Kind and name, which are literal in every object, and whose it is. */
function identityOf(
  body: Template,
  ownerOf: OwnerFinder,
): Pick<ChartObject, 'owner' | 'kind' | 'name'> {
  const entries = body.kind === 'map' ? body.entries : [];
  const said = entries.filter(({ key }) => key === 'kind' || key === 'metadata');
  const object = asMap(evaluate({ kind: 'map', entries: said }, {})) ?? {};
  const metadata = asMap(object['metadata']) ?? {};
  const labels = asMap(metadata['labels']) ?? {};
  const [kind, name] = [textIn(object['kind'] ?? ''), textIn(metadata['name'] ?? '')];
  const owner = ownerOf(kind, labels[labelKeys.name]);
  if (owner === undefined)
    throw new InternalError(`${kind} ${name} belongs to no component, store or route`);
  return { owner, kind, name };
}

/** Whose an object is, by its kind and by the label that names it. */
type OwnerFinder = (kind: string, label: Value | undefined) => Owner | undefined;

function ownerFinder(owners: readonly Owner[]): OwnerFinder {
  const common = new Set(owners.flatMap(({ objectKinds }) => objectKinds));
  const byName = new Map<Value | undefined, Owner[]>();
  for (const owner of owners)
    byName.set(owner.objectName, [...(byName.get(owner.objectName) ?? []), owner]);
  return (kind, label) =>
    byName
      .get(label)
      ?.find(({ objectKinds, key }) =>
        common.has(kind) ? objectKinds.includes(kind) : key !== '',
      );
}

function refuseRepetition(values: readonly NamedValue[]): void {
  const [first] = repeatsOf(values, ({ path }) => [path.join('.')]);
  const twice = first?.[1];
  if (twice !== undefined)
    throw new InternalError(`two differences between environments would be the value ${twice}`);
}
