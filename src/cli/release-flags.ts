import type { Arguments } from './command.ts';

/** Flags of every command that writes a release. */
export const deliveryFlags = {
  push: {
    kind: 'boolean',
    summary:
      'Commit and push to the upstream of the checked-out branch, on its newest commit; the folder only follows where nothing is lost',
  },
  'pull-request': {
    kind: 'boolean',
    summary:
      'Print branch, title and body of a pull request as JSON; with --push, push the branch and open it with gh where it is installed',
  },
  message: { kind: 'text', summary: 'First line of the commit (default: chore(release): …)' },
  attempts: {
    kind: 'text',
    summary: 'How often to begin anew when the branch moves meanwhile (default: 20)',
  },
  timeout: { kind: 'text', summary: 'Seconds that one call of git may take (default: 120)' },
  repo: {
    kind: 'text',
    summary: 'Clone whose release files are meant, for systems with a separate GitOps repository',
  },
} as const;

/** The flag that lets an older image in. */
export const forceFlag = {
  force: { kind: 'boolean', summary: 'Also write an image that is older than the one that runs' },
} as const;

/** Delivery flags as typed, with or without force. */
export type ReleaseFlags = Arguments<typeof deliveryFlags>['flags'] & { readonly force?: boolean };
