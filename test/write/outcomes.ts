import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { INVENTORY_PATH, RESCUE_FOLDER } from '../../src/domain/file-paths.ts';
import { get } from './helpers.ts';
import { bytesOf } from './lived-folder.ts';

/** What may stand at the end at each path: as if a run that was killed had never begun, or as if it had ended. */
export type Outcomes = readonly ReadonlyMap<string, string>[];

/** Every file and folder, what is rescued aside, and every line of the inventory. */
export function recordedBytes(root: string): ReadonlyMap<string, string> {
  const folders = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${join(entry.parentPath, entry.name).slice(root.length + 1)}/`);
  const files = [...bytesOf(root)].filter(([path]) => path !== INVENTORY_PATH);
  const inventory = existsSync(join(root, INVENTORY_PATH)) ? get(root, INVENTORY_PATH) : '';
  const lines = inventory
    .split('\n')
    .map((line): [string, string] => [
      `line of ${/"path":"([^"]*)"/.exec(line)?.[1] ?? line}`,
      line,
    ]);
  return new Map(
    [...folders.map((folder): [string, string] => [folder, 'folder']), ...files, ...lines].filter(
      ([path]) => !path.startsWith(RESCUE_FOLDER) && !path.startsWith('.git/'),
    ),
  );
}

/** The files, folders and lines that are as in none of the outcomes: nobody owns them, or they are missing. */
export function strays(root: string, outcomes: Outcomes): readonly unknown[] {
  const now = recordedBytes(root);
  const paths = new Set([...now.keys(), ...outcomes.flatMap((each) => [...each.keys()])]);
  return [...paths]
    .filter((path) => outcomes.every((each) => each.get(path) !== now.get(path)))
    .map((path) => ({ path, now: now.get(path), may: outcomes.map((each) => each.get(path)) }));
}
