/** A union whose members `kind` tells apart. */
interface Member {
  readonly kind: string;
}

/** One function for each member of a union, which gets just that member. */
export type ByKind<Union extends Member, Rest extends readonly unknown[], Result> = {
  readonly [Kind in Union['kind']]: (
    member: Extract<Union, { readonly kind: Kind }>,
    ...rest: Rest
  ) => Result;
};

/** Asks the function that is for this member; a table that lacks one does not compile. */
export function byKind<Union extends Member, Rest extends readonly unknown[], Result>(
  table: ByKind<Union, Rest, Result>,
  member: Union,
  ...rest: Rest
): Result {
  // The row of a kind takes the member of that kind, which the compiler cannot follow through the index.
  const ask = table[member.kind as Union['kind']] as (member: Union, ...rest: Rest) => Result;
  return ask(member, ...rest);
}
