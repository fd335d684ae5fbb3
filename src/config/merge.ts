const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lays `over` on `base`: objects merge, arrays and scalars replace, `null` removes. Neither argument is changed. */
export function merge(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (value === null) delete merged[key];
    else if (value !== undefined) merged[key] = key in base ? merge(base[key], value) : value;
  }
  return merged;
}
