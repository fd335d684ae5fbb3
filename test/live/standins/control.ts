import { setTimeout as wait } from 'node:timers/promises';
import type { Api, LiveObject } from '../rig/api.ts';
import type { Log, StandIn } from './stand-in.ts';

/** What is looked after, and what is done about each object. */
export interface Control<T extends LiveObject> {
  /** Where all of them are, such as `/api/v1/pods`, with or without a query; it may be served later than now. */
  readonly path: string;
  /**
   * Called when an object is there, has come or has changed, one call at a
   * time for each. It may ask to be called again after some milliseconds.
   */
  readonly act?: (object: T) => Promise<number | void>;
  /** Called when an object has gone. */
  readonly forget?: (object: T) => void;
}

/** What was seen last of each object, by `<namespace>/<name>`. */
export interface Controlled<T extends LiveObject> extends StandIn {
  readonly objects: ReadonlyMap<string, T>;
}

/** Looks after the objects of a kind, as a controller does: by a watch, and again after an error. */
export function control<T extends LiveObject>(
  { api, log }: { readonly api: Api; readonly log: Log },
  { path, act, forget }: Control<T>,
): Controlled<T> {
  const objects = new Map<string, T>();
  const timers = new Map<string, NodeJS.Timeout>();
  const busy = new Set<string>();
  const changed = new Set<string>();
  const ending = new AbortController();
  const { signal } = ending;

  const look = async (key: string): Promise<void> => {
    clearTimeout(timers.get(key));
    timers.delete(key);
    if (busy.has(key)) {
      changed.add(key);
      return;
    }
    const object = objects.get(key);
    if (object === undefined || signal.aborted) return;
    busy.add(key);
    const again = await act?.(object).catch((problem: unknown) => {
      log(problem);
      return 1000;
    });
    busy.delete(key);
    if (changed.delete(key)) await look(key);
    else if (typeof again === 'number' && !signal.aborted)
      timers.set(
        key,
        setTimeout(() => void look(key), again),
      );
  };
  const see = (object: T): void => {
    objects.set(keyOf(object), object);
    void look(keyOf(object));
  };
  const lose = (object: T): void => {
    objects.delete(keyOf(object));
    forget?.(object);
  };

  const watch = async (): Promise<void> => {
    const { code, body } = await api.call('GET', path);
    if (code === 404) return;
    if (code !== 200) throw new Error(`${path}: ${String(code)} ${JSON.stringify(body)}`);
    const list = body as { metadata: { resourceVersion: string }; items: T[] };
    const there = new Set(list.items.map(keyOf));
    for (const object of objects.values()) if (!there.has(keyOf(object))) lose(object);
    for (const object of list.items) see(object);
    const since = list.metadata.resourceVersion;
    await api.stream(
      `${path}${path.includes('?') ? '&' : '?'}watch=true&resourceVersion=${since}`,
      (event) => {
        const { type, object } = event as { type?: string; object: T };
        if (type === 'ADDED' || type === 'MODIFIED') see(object);
        else if (type === 'DELETED') lose(object);
      },
      signal,
    );
  };
  const watching = (async () => {
    while (!signal.aborted) {
      await watch().catch((problem: unknown) => signal.aborted || log(problem));
      await wait(1000, undefined, { signal }).catch(() => undefined);
    }
  })();
  return {
    objects,
    stop: async () => {
      ending.abort();
      for (const timer of timers.values()) clearTimeout(timer);
      await watching;
    },
  };
}

/** The name of an object among those of its kind. */
export const keyOf = ({ metadata: { namespace = '', name } }: LiveObject): string =>
  `${namespace}/${name}`;
