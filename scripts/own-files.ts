/** What people write of each example: its config, and samples that they changed. All else grows. */
export const ownFiles: Readonly<Record<string, readonly string[]>> = {
  minimal: ['.projenrc.ts'],
  'minimal-helm': ['.projenrc.ts'],
  todo: ['.projenrc.ts', 'README.md'],
  transparenta: ['.projenrc.ts', 'README.md'],
};
