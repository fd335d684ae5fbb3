/** Whether a version such as `1.10.0-next.2` is newer than another by the rules of semver; nonsense is the oldest. */
export function isNewer(version: string, other: string): boolean {
  const [ours, theirs] = [partsOf(version), partsOf(other)];
  for (const [index, part] of ours.numbers.entries()) {
    const difference = part - (theirs.numbers[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return isNewerPrerelease(ours.prerelease, theirs.prerelease);
}

/** Whether a value is a version as we write it, or says that there is none. */
export const isVersion = (value: unknown): value is string =>
  typeof value === 'string' && /^(?:\d+\.\d+\.\d+[\w.+-]*)?$/.test(value);

interface Parts {
  readonly numbers: readonly number[];
  /** The words behind the hyphen; empty for a release, which is newer than all of its prereleases. */
  readonly prerelease: readonly string[];
}

function partsOf(version: string): Parts {
  const [whole, major, minor, patch, words] =
    /^(\d+)\.(\d+)\.(\d+)(?:-([\w.-]+))?/.exec(version) ?? [];
  if (whole === undefined) return { numbers: [0, 0, 0], prerelease: [] };
  return {
    numbers: [major, minor, patch].map(Number),
    prerelease: words === undefined ? [] : words.split('.'),
  };
}

function isNewerPrerelease(ours: readonly string[], theirs: readonly string[]): boolean {
  if (ours.length === 0 || theirs.length === 0) return ours.length === 0 && theirs.length > 0;
  const index = ours.findIndex((word, place) => word !== theirs[place]);
  if (index < 0) return false;
  const [word = '', other] = [ours[index], theirs[index]];
  if (other === undefined) return true;
  const [isNumber, isOtherNumber] = [/^\d+$/.test(word), /^\d+$/.test(other)];
  if (isNumber !== isOtherNumber) return isOtherNumber;
  return isNumber ? Number(word) > Number(other) : word > other;
}
