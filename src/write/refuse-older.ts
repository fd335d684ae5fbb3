import { UserError } from '../errors.ts';
import type { Inventory } from './inventory.ts';
import { isNewer } from './is-newer.ts';

/**
 * Refuses to work on files that a newer version wrote, in a folder or in a commit: an
 * older tool would take back what the newer one has brought, and call it a repair.
 */
export function refuseOlder(toolVersion: string, inventory: Inventory): void {
  if (!isNewer(inventory.toolVersion, toolVersion) || toolVersion === '') return;
  throw new UserError(
    `these files were written by create-gitops-service ${inventory.toolVersion}, ` +
      `but this is the older version ${toolVersion}`,
    {
      exitCode: 3,
      hint:
        'Install the version in package.json (npm ci), or a newer one. ' +
        'To downgrade, revert the upgrade commit, including the inventory.',
    },
  );
}
