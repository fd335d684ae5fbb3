import { workingFolder } from '../../disk/working-folder.ts';
import { command } from '../command.ts';

/** Gives a secret a new value. */
export const secretsRotate = command({
  name: 'secrets rotate',
  group: 'Secrets',
  summary: 'Seal a new value of a secret, and the values derived from it in other secrets',
  words: '<env> <secret>',
  flags: {
    key: {
      kind: 'text',
      form: '<name>',
      summary: 'Only this key (default: every key with a random value)',
    },
    stdin: { kind: 'boolean', summary: 'Read the new value from stdin' },
    cert: { kind: 'text', form: '<file>', summary: 'Seal with this certificate file' },
    context: {
      kind: 'text',
      form: '<context>',
      summary: 'Fetch the certificate from the cluster of this kubeconfig context, and save it',
    },
  },
  examples: [
    'gitops-service secrets rotate prod redis-auth',
    'gitops-service secrets rotate prod orders-secrets --key API_KEY --stdin < key.txt',
  ],
  handlesSecrets: true,
  run: async ({ words: [environment = '', secret = ''], flags, interactive }) => {
    const rotate = await import('../secrets/rotate.ts');
    return rotate.rotateSecret(workingFolder(), { environment, secret, flags, interactive });
  },
});
