import { UserError } from '../errors.ts';

const bugs = new WeakSet<Error>();

/**
 * Our own work inside of somebody else's config, on plain data: only what this throws
 * can be a bug of ours, because whatever else fails in there is the config's.
 */
export function ownWork<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && !(error instanceof UserError)) bugs.add(error);
    throw error;
  }
}

/**
 * Whether our own work threw what comes out of a config. Its class says nothing, for we export it,
 * and what is thrown may be a trap for whoever looks at it.
 */
export const isOurBug = (thrown: unknown): thrown is Error => bugs.has(thrown as Error);
