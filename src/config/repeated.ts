/** The second and later holders of a value that must be held once. */
export function repeated<T>(items: readonly T[], valuesOf: (item: T) => readonly string[]): [T, string][] {
  const seen = new Set<string>();
  return items.flatMap((item) => valuesOf(item).flatMap((value): [T, string][] => (seen.has(value) ? [[item, value]] : (seen.add(value), []))));
}
