/** The value, frozen to its leaves: whoever gets it cannot change what others hold too. */
export function frozen<T>(value: T): T {
  const rest: unknown[] = [value];
  while (rest.length > 0) {
    const next = rest.pop();
    if (typeof next !== 'object' || next === null || Object.isFrozen(next)) continue;
    rest.push(...Object.values(Object.freeze(next)));
  }
  return value;
}
