/** Tells which rules looked at a place whose value is not known, so that nobody need believe them. */
export interface ReadTracker {
  /**
   * A view of a value that notes when such a place is read; `at` is
   * the dotted path of the value, empty for the whole config.
   */
  readonly track: <T extends object>(value: T, at: string) => T;
  /** What a rule finds; nothing when it read such a place. */
  readonly trust: <T>(rule: () => readonly T[]) => readonly T[];
  /** Whether some rule was not trusted. */
  readonly hasSkipped: () => boolean;
}

/** `unknown` holds dotted paths, and `x.*` where x lacks a member. */
export function trackReads(unknown: ReadonlySet<string>): ReadTracker {
  let isRead = false;
  let hasSkipped = false;
  const isUnknown = (path: string): boolean =>
    unknown.has(`${path}.*`) ||
    path.split('.').some((_, index, keys) => unknown.has(keys.slice(0, index + 1).join('.')));
  const track = <T extends object>(value: T, at: string): T =>
    unknown.size === 0
      ? value
      : new Proxy(value, {
          get(target, key) {
            const child: unknown = Reflect.get(target, key);
            // `here` is a view of its own: the whole config, and no part of the environment.
            if (typeof key === 'symbol' || key === 'here' || typeof child === 'function')
              return child;
            const path = at === '' ? key : `${at}.${key}`;
            isRead ||= isUnknown(path);
            return typeof child === 'object' && child !== null ? track(child, path) : child;
          },
        });
  const trust = <T>(rule: () => readonly T[]): readonly T[] => {
    isRead = false;
    const found = rule();
    hasSkipped ||= isRead;
    return isRead ? [] : found;
  };
  return { track, trust, hasSkipped: () => hasSkipped };
}
