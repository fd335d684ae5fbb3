import type { Fact } from '../domain/fact.ts';
import { isRow, unreadable } from './inventory-entry.ts';
import type { Row } from './inventory-entry.ts';

/** Whether a line of our records is about a cluster, not about a file. */
export const isFactRow = (row: Row): boolean => row['object'] !== undefined;

/** The fact that a line says; each value is checked. */
export function factOf({ environment, object, is }: Row): Fact {
  if (typeof environment !== 'string' || typeof object !== 'string')
    throw unreadable('a fact has no environment or no object');
  if (!isRow(is) || !Object.values(is).every((value) => typeof value === 'string'))
    throw unreadable(`what it says of ${JSON.stringify(object)} is not text`);
  return { environment, object, is: is as Fact['is'] };
}
