import { UserError } from '../../errors.ts';
import { command } from '../command.ts';
import type { Outcome } from '../command.ts';

/** Shows what a resync would change, line by line. */
export const diff = command({
  name: 'diff',
  summary: 'Show what a resync would change; exit code 1 when there is something',
  words: '[path…]',
  flags: {
    stat: { kind: 'boolean', summary: 'Only the number of lines for each file' },
    rendered: {
      kind: 'boolean',
      summary:
        'Which Kubernetes objects and fields change, for each environment (needs kustomize or kubectl, and helm for charts)',
    },
    base: {
      kind: 'text',
      summary: 'With --rendered: compare this commit or branch with the working tree',
    },
    markdown: { kind: 'boolean', summary: 'With --rendered: as a comment for a pull request' },
    'take-over': { kind: 'boolean', summary: 'As if existing files might be taken over' },
  },
  examples: [
    'gitops-service diff',
    'gitops-service diff k8s/overlays/prod',
    'gitops-service diff --rendered --base main',
  ],
  run: async ({ words, flags }) => {
    if (flags.rendered) return runRendered(words, flags);
    const useless = (['base', 'markdown'] as const).find(
      (name) => flags[name] !== undefined && flags[name] !== false,
    );
    if (useless !== undefined) throw new UserError(`--${useless} needs --rendered`);
    const { diffFiles } = await import('../diff.ts');
    return diffFiles(process.cwd(), words, { stat: flags.stat, takeOver: flags['take-over'] });
  },
});

async function runRendered(
  words: readonly string[],
  flags: {
    readonly base: string | undefined;
    readonly markdown: boolean;
    readonly stat: boolean;
    readonly 'take-over': boolean;
  },
): Promise<Outcome> {
  if (words.length > 0 || flags.stat)
    throw new UserError(
      '--rendered compares whole environments, so it takes no path and no --stat',
    );
  const { diffRendered } = await import('../diff-rendered.ts');
  return diffRendered(process.cwd(), {
    base: flags.base,
    markdown: flags.markdown,
    takeOver: flags['take-over'],
  });
}
