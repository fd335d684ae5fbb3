/**
 * The name itself, or with its kind or a number behind it where
 * it is taken: `a-b` and `a--b` are one in camel case.
 */
export function freeName(name: string, kind: string, taken: ReadonlySet<string>): string {
  const candidates = [
    name,
    `${name}-${kind}`,
    ...Array.from({ length: taken.size }, (_, index) => `${name}-${kind}-${index + 2}`),
  ];
  return (
    candidates.find((candidate) => !taken.has(candidate) && !taken.has(camelCase(candidate))) ??
    `${name}-${kind}-${taken.size + 2}`
  );
}

/** `postgres-db` → `postgresDb`: a key of values that a Go template can name. */
export const camelCase = (name: string): string =>
  name
    .replaceAll(/[^A-Za-z0-9]+([A-Za-z0-9]?)/g, (_, next: string) => next.toUpperCase())
    .replace(/^[A-Z]/, (first) => first.toLowerCase());
