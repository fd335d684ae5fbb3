import { printable } from '../../domain/printable.ts';
import { shellWord } from '../../domain/shell-word.ts';
import type { Draft } from './answers.ts';
import { allQuestions, type ServiceFlags } from './questions/index.ts';
import type { Known } from './questions/question.ts';

/** What a command line has to say. */
export interface Said {
  readonly folder: string;
  readonly answers: ServiceFlags;
  /** What flags mean where they are left out. */
  readonly known: Known;
  readonly draft: Draft;
  /** Flags without a value. */
  readonly switches: readonly string[];
}

/** The command line that says the same as flags, whoever starts it. */
export function sameCommand({ folder, answers, known, draft, switches }: Said): string {
  const runtime = draft.config.components['server']?.runtime;
  // The one that runs us now need not be the one that runs it then.
  const manager =
    runtime !== undefined && 'packageManager' in runtime ? runtime.packageManager : undefined;
  const said = { ...answers, 'package-manager': answers['package-manager'] ?? manager };
  const words = allQuestions.flatMap(([flag, { ask }]) => {
    const values = [said[flag] ?? []].flat();
    return values.join(', ') === ask?.usual(known)
      ? []
      : values.map((one) => `--${flag} ${shellWord(printable(one))}`);
  });
  return [
    'npx create-gitops-service',
    shellWord(printable(folder)),
    ...switches.map((name) => `--${name}`),
    ...words,
  ].join(' ');
}
