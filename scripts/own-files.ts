/** Files of each example that people write: its config, and what they made of a sample. All others grow from the config. */
export const ownFiles: Readonly<Record<string, readonly string[]>> = {
  minimal: ['.projenrc.ts'],
  'minimal-helm': ['.projenrc.ts'],
  todo: ['.projenrc.ts', 'README.md'],
  transparenta: ['.projenrc.ts', 'README.md'],
};
