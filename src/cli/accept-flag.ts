import type { Flags } from './command.ts';

/** What of the consequences of a change is meant. */
export const acceptFlag = {
  accept: {
    kind: 'texts',
    summary: 'Accept a consequence on the clusters by its id, or all; can be repeated',
  },
} as const satisfies Flags;
