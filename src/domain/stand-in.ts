/** Stands in for a value that only the user knows, such as the owner of a repository: nothing has that name. */
export const STAND_IN = 'REPLACE-ME';

/** The same where a name must be lower case. */
export const LOWER_STAND_IN = STAND_IN.toLowerCase();

/** Whether a value still has it in it. */
export const hasStandIn = (value: string): boolean => value.toUpperCase().includes(STAND_IN);
