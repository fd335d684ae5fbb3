import { parseInventory } from '../write/inventory.ts';
import { refuseOlder } from '../write/refuse-older.ts';
import type { Edit } from './edit.ts';

/** The edit, refused where a newer version of this tool wrote the files: on a branch, that may be since we looked. */
export const onKnownFiles =
  (edit: Edit, toolVersion: string): Edit =>
  async (files) => {
    const inventory = await files.inventory();
    if (inventory !== undefined) refuseOlder(toolVersion, parseInventory(inventory));
    return edit(files);
  };
