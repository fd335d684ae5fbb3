import type { Change } from '../write/change.ts';

/** Changes as programs read them. */
export const changeData = (changes: readonly Change[]): object => ({
  changes: changes
    .filter(({ kind }) => kind !== 'unchanged')
    .map(({ path, kind, reason, byHand }) => ({
      path,
      kind,
      reason,
      ...(byHand === undefined ? {} : { byHand }),
    })),
  files: changes.length,
});
