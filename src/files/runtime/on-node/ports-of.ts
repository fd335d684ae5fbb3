import type { Folder } from '../../../plan/runtime/folders.ts';
import type { DevelopInput } from '../contract.ts';

/** What a command says ahead of its program where another component has the port already. */
export function portsOf([component]: Folder, { otherPortOf }: DevelopInput): string {
  const port = otherPortOf(component);
  return port === undefined ? '' : `PORT=${String(port)} `;
}
