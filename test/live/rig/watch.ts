import type { Api, LiveObject } from './api.ts';

/** An object by its path, and what is watched of it. */
export interface Watched<Value> {
  readonly path: string;
  readonly valueOf: (object: LiveObject) => Value;
}

/** Every value that an object is given, one after the other, while something is done, which sees them too. */
export async function valuesDuring<Value>(
  api: Api,
  { path, valueOf }: Watched<Value>,
  act: (seen: readonly Value[]) => Promise<unknown>,
): Promise<readonly Value[]> {
  const values: Value[] = [];
  const ending = new AbortController();
  const slash = path.lastIndexOf('/');
  const query = `watch=true&fieldSelector=metadata.name%3D${path.slice(slash + 1)}`;
  const watching = api
    .stream(
      `${path.slice(0, slash)}?${query}`,
      (event) => {
        const value = valueOf((event as { object: LiveObject }).object);
        if (value !== values.at(-1)) values.push(value);
      },
      ending.signal,
    )
    .catch((problem: unknown) => {
      if (!ending.signal.aborted) throw problem;
    });
  try {
    await act(values);
  } finally {
    ending.abort();
    await watching;
  }
  return values;
}
