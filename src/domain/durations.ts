const unitMilliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** A config duration such as `30s` or `6h` in milliseconds. */
export function milliseconds(duration: string): number {
  const [, amount = '0', unit = 's'] = /^(\d+)(ms|s|m|h)$/.exec(duration) ?? [];
  return Number(amount) * (unitMilliseconds[unit] ?? 1000);
}
