import { UserError } from '../errors.ts';
import { clashText, pathClashes } from '../domain/path-clashes.ts';
import type { FileSpec } from '../render/spec.ts';

/** Refuses a set of files that cannot stand side by side on every system, with every reason at once. */
export function refuseBadPaths(wanted: readonly FileSpec[]): void {
  const clashes = pathClashes(wanted);
  if (clashes.length === 0) return;
  const lines = clashes.map((clash) => `  ${clashText(clash)} (${clash.item.origin.feature})`);
  throw new UserError(`${String(clashes.length)} path(s) cannot be written:\n${lines.join('\n')}`, {
    hint: 'Nothing was written. Correct what describes them.',
  });
}
