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

/** Whether charts said until now what is deployed. */
export const wasCharted = ({ before }: EnvironmentChange): boolean =>
  before.get('environment')?.['packaging']?.startsWith('helm') === true;

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

/**
 * The objects of a kind that are there before and after, wherever that is: `apps/Deployment`, `store`. Whose objects
 * have the same name in the cluster is the same, whatever its key; of the others the key tells.
 */
export function twinsOf(
  { before, after = new Map() }: EnvironmentChange,
  kind: string,
): readonly ObjectChange[] {
  const wanted = keyed(after, kind);
  const old = keyed(before, kind);
  const names = new Set(old.map(([, { name }]) => name));
  // Of several with one name, the first one counts.
  const namesakes = new Map(wanted.toReversed().map(([, is]) => [is['name'], is]));
  const heirs = new Map(wanted.filter(([, { name }]) => name === undefined || !names.has(name)));
  return old.flatMap(([key, is]) => {
    const namesake = is['name'] === undefined ? undefined : namesakes.get(is['name']);
    const now = namesake ?? heirs.get(key);
    return now === undefined ? [] : [{ name: key, before: is, after: now }];
  });
}

/** The same where they stay in their place; none where everything is made anew. */
export const stayingOf = (change: EnvironmentChange, kind: string): readonly ObjectChange[] =>
  isMoved(change) ? [] : twinsOf(change, kind);

/** A value of an object, before and after. */
export interface ValueChange extends ObjectChange {
  readonly old: string;
  readonly now: string;
}

/** The objects of which a value changes; none where one side does not say it. */
export const changedIn = (objects: readonly ObjectChange[], key: string): readonly ValueChange[] =>
  objects.flatMap((object) => {
    const [old, now] = [object.before[key], object.after[key]];
    return old === undefined || now === undefined || old === now ? [] : [{ ...object, old, now }];
  });

/** Those that go from one namespace of their environment to another; its own is said where none is named. */
export const movedIn = (objects: readonly ObjectChange[]): readonly ValueChange[] =>
  objects.flatMap((object) => {
    const [old, now] = [object.before, object.after].map((is) =>
      is['namespace'] === undefined ? ownNamespace : `namespace ${is['namespace']}`,
    );
    return old === undefined || now === undefined || old === now ? [] : [{ ...object, old, now }];
  });

const ownNamespace = 'the namespace of the environment';

/** The objects of a kind that go, by their keys; none where the environment goes, or everything is made anew. */
export function goingOf(
  change: EnvironmentChange,
  kind: string,
): readonly (readonly [name: string, is: Is])[] {
  if (change.after === undefined || isMoved(change)) return [];
  const staying = new Set(twinsOf(change, kind).map(({ name }) => name));
  return keyed(change.before, kind).filter(([name]) => !staying.has(name));
}

const keyed = (facts: Facts, kind: string): readonly (readonly [name: string, is: Is])[] =>
  [...facts].flatMap(([object, is]) =>
    object.startsWith(`${kind}/`) ? [[object.slice(kind.length + 1), is] as const] : [],
  );
