import type { Fact } from '../../domain/fact.ts';

/** What is known of one object, or of whom objects belong to. */
export type Is = Fact['is'];

/** The facts of one environment by their objects. */
export type Facts = ReadonlyMap<string, Is>;

/** What a change of the config makes of one environment. */
export interface EnvironmentChange {
  readonly name: string;
  readonly before: Facts;
  /** Nothing where the environment leaves the config. */
  readonly after: Facts | undefined;
  /** The key of the environment that takes its namespace over where it leaves the config; `after` is then its facts. */
  readonly renamedTo?: string;
}

/** A value of the environment itself. */
export const nowOf = ({ before, after }: EnvironmentChange, key: string): string | undefined =>
  (after ?? before).get('environment')?.[key];

/** Whether Argo CD deploys from now on: it is told its own namespace. */
export const isPulled = (change: EnvironmentChange): boolean =>
  nowOf(change, 'controller') !== undefined;

/** Whether a component or a store has objects of this name. */
export const isOwned = (facts: Facts | undefined, name: string | undefined): boolean =>
  [...(facts ?? [])].some(
    ([object, is]) => /^(?:component|store)\//.test(object) && is['name'] === name,
  );

/** A value before and after. */
export interface Difference {
  readonly before: string;
  readonly after: string;
}

/** A value of the environment itself that changes; nothing where one side does not say it. */
export function differenceOf(
  { before, after }: EnvironmentChange,
  key: string,
): Difference | undefined {
  const [old, now] = [before.get('environment')?.[key], after?.get('environment')?.[key]];
  return old === undefined || now === undefined || old === now
    ? undefined
    : { before: old, after: now };
}

/** Whether everything is made anew somewhere else, so that no object changes in its place. */
export const isMoved = (change: EnvironmentChange): boolean =>
  ['namespace', 'cluster'].some((key) => differenceOf(change, key) !== undefined);

/** One object that is there before and after. */
export interface ObjectChange {
  readonly name: string;
  readonly before: Is;
  readonly after: Is;
}

/** The objects of a kind that stay, by their names: `apps/Deployment`, `store`. */
export const stayingOf = (change: EnvironmentChange, kind: string): readonly ObjectChange[] =>
  namedOf(change, kind).flatMap(([name, before]) => {
    const after = change.after?.get(`${kind}/${name}`);
    return after === undefined ? [] : [{ name, before, after }];
  });

/** A value of an object, before and after. */
export interface ValueChange extends ObjectChange {
  readonly old: string;
  readonly now: string;
}

/** The objects of a kind of which a value changes; none where one side does not say it. */
export const changedIn = (
  change: EnvironmentChange,
  kind: string,
  key: string,
): readonly ValueChange[] =>
  stayingOf(change, kind).flatMap((object) => {
    const [old, now] = [object.before[key], object.after[key]];
    return old === undefined || now === undefined || old === now ? [] : [{ ...object, old, now }];
  });

/** The objects of a kind that go, by their names. */
export const goingOf = (
  change: EnvironmentChange,
  kind: string,
): readonly (readonly [name: string, is: Is])[] =>
  namedOf(change, kind).filter(([name]) => change.after?.has(`${kind}/${name}`) === false);

/** The objects of a kind that are there before; none where nothing changes in its place. */
const namedOf = (change: EnvironmentChange, kind: string): readonly (readonly [string, Is])[] =>
  isMoved(change)
    ? []
    : [...change.before].flatMap(([object, is]) =>
        object.startsWith(`${kind}/`) ? [[object.slice(kind.length + 1), is] as const] : [],
      );
