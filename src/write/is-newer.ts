/** Whether a version such as `1.10.0` is newer than another; anything else is newer than nothing. */
export function isNewer(version: string, other: string): boolean {
  const [ours, theirs] = [numbersOf(version), numbersOf(other)];
  const index = ours.findIndex((part, place) => part !== theirs[place]);
  return index >= 0 && (ours[index] ?? 0) > (theirs[index] ?? 0);
}

const numbersOf = (version: string): number[] => {
  const [, ...parts] = /^(\d+)\.(\d+)\.(\d+)/.exec(version) ?? [];
  return parts.length === 0 ? [0, 0, 0] : parts.map(Number);
};
