import type { everythingBehind } from './everything.ts';
import { invariants } from './invariants.ts';
import { at, listAt, nameOf, ofKind, podsOf, type Model, type Plain } from './model.ts';
import { networkBreaches, unprotected } from './network.ts';
import { schemaErrors } from './schemas.ts';
import { unstored } from './stored-form.ts';

export const all = {
  ...invariants,
  networkBreaches,
  unprotected,
  schemaErrors: (model: Model) => model.objects.flatMap(schemaErrors),
  unstored: (model: Model) => model.objects.flatMap(unstored),
} as const;

export type Breach = readonly [
  invariant: keyof typeof all,
  said: RegExp,
  plant: (model: Model) => void,
  behind?: keyof typeof everythingBehind,
];

export const set = (value: unknown, key: string | number, to: unknown): void => {
  if (typeof value !== 'object' || value === null)
    throw new Error(`nothing to set ${String(key)} in`);
  Reflect.set(value, key, to);
};

export const remove = (value: unknown, key: string): void =>
  void Reflect.deleteProperty(value as object, key);

export const pod = (model: Model, name = 'orders-api'): Plain =>
  at(podsOf(model).find(({ owner }) => nameOf(owner) === name)?.template, 'spec') as Plain;

export const container = (model: Model, name = 'orders-api'): Plain =>
  listAt(pod(model, name), 'containers')[0] ?? {};

export const one = (model: Model, kind: string, name?: string): Plain => {
  const found = ofKind(model, kind).find((object) => name === undefined || nameOf(object) === name);
  if (found === undefined) throw new Error(`no ${kind} ${name ?? ''}`);
  return found;
};

export const without = (model: Model, kind: string, name?: string): void =>
  set(
    model,
    'objects',
    model.objects.filter((object) => object !== one(model, kind, name)),
  );

export const annotate = (object: Plain, key: string, to: unknown): void =>
  set(at(object, 'metadata', 'annotations'), key, to);

export const wave = (object: Plain, to: unknown): void =>
  annotate(object, 'argocd.argoproj.io/sync-wave', to);

export const rule = (model: Model, index: number): Plain =>
  listAt(one(model, 'VirtualService'), 'spec', 'http')[index] ?? {};

export const policy = (model: Model, part: string): Plain => {
  const found = ofKind(model, 'NetworkPolicy').find((object) => nameOf(object).includes(part));
  if (found === undefined)
    throw new Error(`no policy ${part} in ${ofKind(model, 'NetworkPolicy').map(nameOf).join(' ')}`);
  return found;
};
