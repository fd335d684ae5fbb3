/** What the release workflow looks at before it does anything. */
export interface State {
  /** The address of the repository that package.json names. */
  readonly repository: string;
  /** `owner/name` of the repository that the workflow runs in; empty outside of one. */
  readonly runsIn: string;
  readonly version: string;
  /** Files with changes that no version has yet. */
  readonly changesets: readonly string[];
  readonly tags: readonly string[];
}

/** What a release does next. */
export type Next = 'version' | 'publish' | 'nothing';

/** The next step: changesets become a version first, and a version without a tag is published. */
export function nextStep({ changesets, tags, version }: State): Next {
  if (changesets.length > 0) return 'version';
  return tags.includes(`v${version}`) ? 'nothing' : 'publish';
}

/** Why nothing can be released, or undefined. */
export function refusalOf({ repository, runsIn }: State): string | undefined {
  const place = /github\.com\/([^/]+\/[^/]+?)(?:\.git)?$/.exec(repository)?.[1];
  if (place === undefined) return `package.json names no GitHub repository: "${repository}"`;
  if (place.startsWith('OWNER/'))
    return (
      'Nothing can be released: the project has no home yet. ' +
      'Set `home` in projenrc/home.ts to the address of the repository, run ' +
      '"npx projen", and commit.'
    );
  if (runsIn !== '' && runsIn !== place)
    return (
      `Nothing can be released from ${runsIn}: package.json names ${place}, ` +
      'and npm accepts provenance from there alone. A fork sets `home` in projenrc/home.ts.'
    );
  return undefined;
}
