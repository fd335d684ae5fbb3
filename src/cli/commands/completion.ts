import { command } from '../command.ts';

/** Prints what a shell needs to complete our commands. */
export const completion = command({
  name: 'completion',
  summary: 'Print the completion script for bash, zsh or fish',
  words: '<shell>',
  flags: {},
  examples: [
    'eval "$(gitops-service completion bash)"',
    'gitops-service completion fish > ~/.config/fish/completions/gitops-service.fish',
  ],
  run: async ({ words: [shell = ''] }) => {
    const [{ completionScript }, { commands }] = await Promise.all([
      import('../completion.ts'),
      import('../commands.ts'),
    ]);
    const script = completionScript(shell, commands);
    return { text: script, data: { shell, script }, code: 0 };
  },
});
