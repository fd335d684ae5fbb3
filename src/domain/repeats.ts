/** The second and later holders of a value that must be held once, each with the first one. */
export function repeatsOf<T>(
  items: readonly T[],
  valuesOf: (item: T) => readonly string[],
): [T, string, T][] {
  const seen = new Map<string, T>();
  return items.flatMap((item) =>
    valuesOf(item).flatMap((value): [T, string, T][] => {
      const first = seen.get(value);
      if (first !== undefined) return [[item, value, first]];
      seen.set(value, item);
      return [];
    }),
  );
}
