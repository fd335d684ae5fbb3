/**
 * Whether two values are made alike, down to the order of their keys, which builders
 * go through; what is one and the same thing is not looked into.
 */
export function isAlike(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other)) return false;
  if (Array.isArray(one)) return Array.isArray(other) && areAlike(one, other);
  if (Array.isArray(other)) return false;
  const [keys, others] = [Object.keys(one), Object.keys(other)];
  if (keys.length !== others.length) return false;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? '';
    if (key !== others[index] || !isAlike(one[key], other[key])) return false;
  }
  return true;
}

function areAlike(ones: readonly unknown[], others: readonly unknown[]): boolean {
  if (ones.length !== others.length) return false;
  for (let index = 0; index < ones.length; index += 1)
    if (!isAlike(ones[index], others[index])) return false;
  return true;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
