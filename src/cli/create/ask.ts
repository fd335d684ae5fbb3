import { cancel, confirm, intro, isCancel, multiselect, note, text } from '@clack/prompts';
import { basename } from 'node:path';
import { fromHere } from '../../disk/working-folder.ts';
import { printable } from '../../domain/printable.ts';
import { answersOf, type ServiceFlags } from './answers.ts';
import { configOf, configText } from './config-text.ts';
import { newStores } from './new-stores.ts';
import { inspectFolder } from './inspect-folder.ts';

/** Asks the few things that have no flag yet, each with a default, and shows the config before anything is written. */
export async function askForFlags<F extends ServiceFlags>(
  folder: string | undefined,
  flags: F,
): Promise<{ readonly folder: string; readonly flags: F } | 'cancelled'> {
  intro('A service with its whole GitOps deployment');
  const place =
    folder ??
    (await text({
      message: 'Folder of the service? The last part of the path is its name.',
      placeholder: 'orders',
      validate: (value) => (value === undefined || value === '' ? 'required' : undefined),
    }));
  if (isCancel(place)) return cancelDialog();
  const root = fromHere(place);
  const around = inspectFolder(root);
  const guess = answersOf(flags, root, around).repository;
  const repository =
    flags.repository ??
    (await text({ message: 'Git repository?', initialValue: printable(guess) }));
  if (isCancel(repository)) return cancelDialog();
  const store =
    flags.store.length > 0
      ? [...flags.store]
      : await multiselect({
          message: 'Which data stores does it use?',
          required: false,
          options: newStores.map(([value, { label }]) => ({ value, label })),
        });
  if (isCancel(store)) return cancelDialog();
  const complete = { ...flags, repository, store };
  const config = configText(configOf(answersOf(complete, root, around)));
  note(printable(config), printable(`${basename(root)}/.projenrc.ts`));
  const agreed = await confirm({ message: 'Write the config and generate everything from it?' });
  return agreed === true ? { folder: place, flags: complete } : cancelDialog();
}

function cancelDialog(): 'cancelled' {
  cancel('Cancelled');
  return 'cancelled';
}
