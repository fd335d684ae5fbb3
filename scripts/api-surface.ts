/** The page that shows what the package exports; `declarations` are its declaration files by name. */
export const apiSurface = (
  declarations: Readonly<Record<string, string>>,
): string => `# Public types

What \`create-gitops-service\` exports, without its documentation comments. \`npm run docs\` writes this \
page from the bundled declaration files; a test compares them, so that no change of a public type goes \
unseen. Whatever is not here may change in any release: the plan, the paths of files, the commands' code.

## \`create-gitops-service\`

\`\`\`ts declaration
${withoutComments(declarations['index.d.ts'] ?? '')}
\`\`\`

## \`create-gitops-service/projen\`

Components of projen that are useful beside a service, loaded without the rest of projen.

\`\`\`ts declaration
${withoutComments(declarations['projen.d.ts'] ?? '')}
\`\`\`

## \`create-gitops-service/resync\`

Exports nothing: importing it resyncs the service, which is what \`npx projen\` does.
`;

const withoutComments = (text: string): string =>
  text
    .replaceAll(/^ *\/\*\*[\s\S]*?\*\/\n/gm, '')
    .replaceAll(/\n{2,}/g, '\n\n')
    .trim();
