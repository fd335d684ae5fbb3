/**
 * Where the project lives: the one value that its publisher
 * sets. While OWNER stands here, nothing can be published.
 */
export const home = 'https://github.com/OWNER/create-gitops-service';

/** Who reviews every change: the team "maintainers" of the organisation that owns the repository. */
export const codeOwners = `@${new URL(home).pathname.split('/')[1] ?? ''}/maintainers`;
