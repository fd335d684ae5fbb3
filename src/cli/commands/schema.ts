import { command } from '../command.ts';

/** Prints the JSON Schema of the config. */
export const schema = command({
  name: 'schema',
  group: 'Reference',
  summary: 'Print the JSON Schema of the config',
  words: '',
  flags: {},
  examples: ['gitops-service schema'],
  run: async () => {
    const { jsonSchema } = await import('../json-schema.ts');
    const data = jsonSchema();
    return { text: { json: data }, data, code: 0 };
  },
});
