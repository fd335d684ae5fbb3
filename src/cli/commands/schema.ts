import { command } from '../command.ts';

/** Prints the JSON Schema of the config. */
export const schema = command({
  name: 'schema',
  summary: 'Print the JSON Schema of the config',
  words: '',
  flags: {},
  examples: ['gitops-service schema'],
  run: async () => {
    const { jsonSchema } = await import('../json-schema.ts');
    const data = jsonSchema();
    return { text: JSON.stringify(data, null, 2), data, code: 0 };
  },
});
