import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addToConfig, type AddRequest } from '../../../src/cli/add/add.ts';
import type { Addition } from '../../../src/cli/add/addition.ts';
import { component } from '../../../src/cli/add/component.ts';
import { environment } from '../../../src/cli/add/environment.ts';
import { route } from '../../../src/cli/add/route.ts';
import { store } from '../../../src/cli/add/store.ts';
import { checkFolder } from '../../../src/cli/resync-folder.ts';
import type { Outcome } from '../../../src/cli/command.ts';
import { emptyFolder } from '../../package/program.ts';

const additions: Readonly<Record<string, Addition>> = { component, store, environment, route };

const examples = join(import.meta.dirname, '../../../examples');

/** An example in a folder of its own, with another config where one is given. */
export function aProject(example: string, config?: string): string {
  const folder = join(emptyFolder(), example);
  cpSync(join(examples, example), folder, { recursive: true });
  if (config !== undefined) writeFileSync(join(folder, '.projenrc.ts'), config);
  return folder;
}

export const configIn = (folder: string): string =>
  readFileSync(join(folder, '.projenrc.ts'), 'utf8');

/** What `add <what> …` answers; flags are written without their dashes. */
export function add(
  folder: string,
  what: string,
  { words, ...flags }: AddRequest['flags'] & { readonly words: readonly string[] },
): Promise<Outcome> {
  const addition = additions[what];
  if (addition === undefined) throw new Error(`no addition ${what}`);
  return addToConfig(addition, {
    folder,
    command: `add ${what}`,
    words,
    flags,
    interactive: false,
  });
}

/** Whether the files are as the config says. */
export const isClean = async (folder: string): Promise<boolean> =>
  (await checkFolder(folder)).code === 0;
