/** What stands under a name that somebody chose: every object also inherits a "constructor". */
export const ownOf = <Value>(
  object: Readonly<Record<string, Value>> | undefined,
  name: string,
): Value | undefined =>
  object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
