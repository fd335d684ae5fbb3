import { UserError } from '../errors.ts';
import { nearest } from './nearest.ts';

/** The item of this name; an unknown name is the user's error, which names the nearest and all. */
export function findNamed<Item extends { readonly name: string }>(
  items: readonly Item[],
  name: string,
  { what, hint }: { readonly what: string; readonly hint?: string },
): Item {
  const item = items.find((candidate) => candidate.name === name);
  if (item !== undefined) return item;
  const known = items.map((candidate) => candidate.name);
  const near = nearest(name, known);
  throw new UserError(
    `unknown ${what} "${name}"${near === undefined ? '' : `; did you mean "${near}"?`}`,
    { hint: `Known: ${known.join(', ')}${hint === undefined ? '' : `. ${hint}`}` },
  );
}
