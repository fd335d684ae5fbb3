import { command, type Command } from '../command.ts';

/** Prints what a shell needs to complete our commands; it is one of them, so it is told them when it runs. */
export const completionOf = (commands: () => readonly Command[]): Command =>
  command({
    name: 'completion',
    group: 'Reference',
    summary: 'Print the completion script for bash, zsh or fish',
    words: '<shell>',
    flags: {},
    examples: [
      'eval "$(gitops-service completion bash)"',
      'gitops-service completion fish > ~/.config/fish/completions/gitops-service.fish',
    ],
    run: async ({ words: [shell = ''] }) => {
      const { completionScript } = await import('../completion.ts');
      const script = completionScript(shell, commands());
      return { text: script, data: { shell, script }, code: 0 };
    },
  });
