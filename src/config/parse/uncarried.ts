import type { Problem } from '../../domain/issue.ts';

/** Deeper than any config, and less deep than what reads it can go down. */
const DEPTH_LIMIT = 100;

/**
 * What no file could carry as it was written, wherever it stands in a config: half of a surrogate pair
 * has no UTF-8, and a key that is called `__proto__` is lost by whoever copies an object.
 */
export function uncarriedProblems(input: unknown): Problem[] {
  const seen = new Set<unknown>();
  const problemsAt = (value: unknown, at: readonly string[]): Problem[] => {
    if (typeof value === 'string')
      return hasLoneSurrogate(value) ? [{ at, message: `contains ${halfIn(value)}` }] : [];
    if (typeof value !== 'object' || value === null || seen.has(value)) return [];
    seen.add(value);
    if (at.length > DEPTH_LIMIT)
      return [{ at: at.slice(0, 3), message: `is nested more than ${DEPTH_LIMIT} levels deep` }];
    return Object.entries(value).flatMap(([key, inner]) => [
      ...keyProblems(key, at),
      ...problemsAt(inner, [...at, key]),
    ]);
  };
  return problemsAt(input, []);
}

function keyProblems(key: string, at: readonly string[]): Problem[] {
  if (key === '__proto__') return [{ at: [...at, key], message: 'cannot be used as a key' }];
  return hasLoneSurrogate(key) ? [{ at, message: `has a key that contains ${halfIn(key)}` }] : [];
}

const hasLoneSurrogate = (text: string): boolean => /\p{Surrogate}/u.test(text);

/** Only the half is shown, because what is around it may be secret. */
function halfIn(text: string): string {
  const [half = ''] = /\p{Surrogate}/u.exec(text) ?? [];
  return `${JSON.stringify(half).slice(1, -1)}, half of a surrogate pair, which is no character`;
}
