import { UserError } from '../errors.ts';
import { nearest } from './nearest.ts';

/**
 * The item of this name; an unknown name is the user's error, which names the nearest and
 * all, but not what was typed where that may be a secret.
 */
export function findNamed<Item extends { readonly name: string }>(
  items: readonly Item[],
  name: string,
  {
    what,
    hint,
    isSecret = false,
  }: { readonly what: string; readonly hint?: string; readonly isSecret?: boolean },
): Item {
  const item = items.find((candidate) => candidate.name === name);
  if (item !== undefined) return item;
  const known = items.map((candidate) => candidate.name);
  const near = nearest(name, known);
  throw new UserError(
    `unknown ${what}${isSecret ? '' : ` "${name}"`}${near === undefined ? '' : `; did you mean "${near}"?`}`,
    { hint: `Known: ${known.join(', ')}${hint === undefined ? '' : `. ${hint}`}` },
  );
}
