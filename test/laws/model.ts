import type { EnvironmentPlan, Plan } from '../../src/plan/plan.ts';
import { objects } from '../../src/files/k8s/objects.ts';
import { plainOf } from '../../src/render/render.ts';
import { field } from '../config/walk.ts';

/** A Kubernetes object as a test reads it: plain, every field unknown. */
export type Plain = Readonly<Record<string, unknown>>;

/** The model of one environment, ready to be asked. */
export interface Model {
  readonly plan: Plan;
  readonly environment: EnvironmentPlan;
  readonly objects: readonly Plain[];
}

export const modelOf = (plan: Plan, environment: EnvironmentPlan): Model => ({
  plan,
  environment,
  objects: objects(plan, environment).map((object) => plainOf(object) as Plain),
});

/** What stands at a path of keys; nothing where there is none. */
export const at = (value: unknown, ...keys: readonly (string | number)[]): unknown =>
  keys.reduce<unknown>((inner, key) => field(inner, String(key)), value);

export const listAt = (value: unknown, ...keys: readonly (string | number)[]): readonly Plain[] => {
  const found = at(value, ...keys);
  return Array.isArray(found) ? (found as readonly Plain[]) : [];
};

export const textAt = (value: unknown, ...keys: readonly (string | number)[]): string =>
  String(at(value, ...keys) ?? '');

export const nameOf = (object: Plain): string => textAt(object, 'metadata', 'name');
export const shown = (object: Plain): string => `${textAt(object, 'kind')}/${nameOf(object)}`;
export const waveOf = (object: Plain): number =>
  Number(at(object, 'metadata', 'annotations', 'argocd.argoproj.io/sync-wave'));
export const ofKind = ({ objects: all }: Model, ...kinds: readonly string[]): readonly Plain[] =>
  all.filter(({ kind }) => kinds.includes(String(kind)));

/** Whether somebody applies in order: Argo CD does, CI leaves it to Kubernetes. */
export const isOrdered = ({ plan }: Model): boolean => plan.delivery.kind === 'argocd';

/** Every object and list item inside a value, itself first, with the path to it. */
export function* inside(value: unknown, path = ''): Generator<readonly [string, Plain]> {
  if (typeof value !== 'object' || value === null) return;
  yield [path, value as Plain];
  for (const [key, part] of Object.entries(value)) yield* inside(part, `${path}/${key}`);
}

/** The pod templates of a model, with their owner. */
export const podsOf = (
  model: Model,
): readonly {
  readonly owner: Plain;
  readonly template: Plain;
  readonly containers: readonly Plain[];
}[] =>
  ofKind(model, 'Deployment').map((owner) => ({
    owner,
    template: at(owner, 'spec', 'template') as Plain,
    containers: listAt(owner, 'spec', 'template', 'spec', 'containers'),
  }));

/** Whether labels satisfy a `matchLabels`. */
export const selects = (matchLabels: unknown, labels: unknown): boolean =>
  Object.entries((matchLabels ?? {}) as Plain).every(([key, value]) => at(labels, key) === value);
