import type { Arguments } from './command.ts';

/** Flags of every command that writes a release. */
export const deliveryFlags = {
  push: {
    kind: 'boolean',
    summary:
      'Commit on top of the newest commit of the upstream branch, and push; ' +
      'the working tree is updated only if nothing is lost',
  },
  'pull-request': {
    kind: 'boolean',
    summary:
      'Print branch, title and body of a pull request as JSON; ' +
      'with --push, push the branch, and open the pull request if gh is installed',
  },
  message: {
    kind: 'text',
    form: '<text>',
    summary: 'First line of the commit (default: chore(release): …)',
  },
  attempts: {
    kind: 'text',
    form: '<number>',
    summary: 'Maximum number of attempts if the branch changes meanwhile (default: 20)',
  },
  timeout: {
    kind: 'text',
    form: '<seconds>',
    summary: 'Timeout of a git command, in seconds (default: 120)',
  },
  repo: {
    kind: 'text',
    form: '<folder>',
    summary: 'Clone that contains the release files, for systems with a separate GitOps repository',
  },
} as const;

/** The flag that lets an older image in. */
export const forceFlag = {
  force: { kind: 'boolean', summary: 'Also accept an image that is older than the one that runs' },
} as const;

/** Delivery flags as typed, with or without force. */
export type ReleaseFlags = Arguments<typeof deliveryFlags>['flags'] & { readonly force?: boolean };
