import { confirm, isCancel, log } from '@clack/prompts';
import { printable } from '../domain/printable.ts';
import type { Consequence } from '../review/consequences/consequences.ts';
import { consequenceLines } from '../review/consequences/gate.ts';
import { terminal } from './output.ts';

/** Shows what would happen on the clusters, and asks once whether it may. */
export async function askForAcceptance(consequences: readonly Consequence[]): Promise<boolean> {
  const output = terminal();
  log.warn(printable(['On the clusters:', ...consequenceLines(consequences)].join('\n')), {
    output,
  });
  const answer = await confirm({
    message: 'Write the files all the same?',
    initialValue: false,
    output,
  });
  return !isCancel(answer) && answer;
}
