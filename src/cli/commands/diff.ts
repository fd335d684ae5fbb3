import { workingFolder } from '../../disk/working-folder.ts';
import { UserError } from '../../errors.ts';
import { command } from '../command.ts';
import type { Outcome } from '../command.ts';

/** Shows what a resync would change, line by line. */
export const diff = command({
  name: 'diff',
  group: 'Everyday',
  summary: 'Show what a resync would change; exits with 1 if there is anything',
  words: '[path…]',
  flags: {
    stat: { kind: 'boolean', summary: 'Show only the number of changed lines per file' },
    rendered: {
      kind: 'boolean',
      summary:
        'Show which Kubernetes objects and fields change, per environment (needs kustomize ' +
        'or kubectl, and helm for charts)',
    },
    base: {
      kind: 'text',
      form: '<commit>',
      summary: 'With --rendered: compare this commit or branch with the working tree',
    },
    markdown: { kind: 'boolean', summary: 'With --rendered: print a comment for a pull request' },
    'take-over': { kind: 'boolean', summary: 'Assume that existing files may be taken over' },
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
    return diffFiles(workingFolder(), words, { stat: flags.stat, takeOver: flags['take-over'] });
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
      '--rendered compares whole environments and cannot be combined with a path or --stat',
    );
  const { diffRendered } = await import('../diff-rendered.ts');
  return diffRendered(workingFolder(), {
    base: flags.base,
    markdown: flags.markdown,
    takeOver: flags['take-over'],
  });
}
