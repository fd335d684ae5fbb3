/** What a route takes of the paths of its hosts. */
export interface Taken {
  readonly path: string;
  /** The path and everything below it, or that path alone. */
  readonly match: 'prefix' | 'exact';
}

/**
 * A prefix as every back-end means it: whole segments, so that `/api` takes `/api/x` and never `/api-docs`;
 * `/api/` is the same.
 */
export const prefixOf = (path: string): string => path.replace(/(?<=.)\/+$/, '');

/** What two routes have in common that take the same paths. */
export const identityOf = (route: Taken): string =>
  isExact(route) ? `= ${route.path}` : prefixOf(route.path);

/** Whether a route takes a path, as long as no narrower one does. */
export const takes = (route: Taken, wanted: string): boolean =>
  isExact(route) ? route.path === wanted : isBelow(prefixOf(route.path), wanted);

/** Orders routes so that the first one that takes a path is the one that gets it. */
export const narrowerFirst = (a: Taken, b: Taken): number =>
  lengthOf(b) - lengthOf(a) || Number(isExact(b)) - Number(isExact(a));

/** Which route gets the requests to a path. */
export const receiverOf = <Route extends Taken>(
  routes: readonly Route[],
  wanted: string,
): Route | undefined => routes.filter((route) => takes(route, wanted)).toSorted(narrowerFirst)[0];

/** The path outside that reaches a path of the component through a route; nothing where none does. */
export function outsideOf(
  route: Taken & { readonly rewrite: string | undefined },
  inside: string,
): string | undefined {
  const { path, rewrite } = route;
  if (isExact(route)) return (rewrite ?? path) === inside ? path : undefined;
  const target = prefixOf(rewrite ?? path);
  if (!isBelow(target, inside)) return undefined;
  return rewrite === undefined
    ? inside
    : below(prefixOf(path), inside.slice(baseOf(target).length));
}

/** A path below a prefix: `/` and `/x` is `/x`. */
const below = (prefix: string, rest: string): string => `${baseOf(prefix)}${rest}` || '/';

/** Whether a route takes one path alone. */
export const isExact = ({ match }: Pick<Taken, 'match'>): boolean => match === 'exact';

const isBelow = (prefix: string, wanted: string): boolean =>
  `${wanted}/`.startsWith(`${baseOf(prefix)}/`);

/** A prefix without the slash that ends it: that of `/` is empty. */
const baseOf = (prefix: string): string => prefix.replace(/\/+$/, '');

const lengthOf = (route: Taken): number =>
  (isExact(route) ? route.path : prefixOf(route.path)).length;
