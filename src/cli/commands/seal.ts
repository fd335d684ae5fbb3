import { workingFolder } from '../../disk/working-folder.ts';
import { command } from '../command.ts';

/** Seals plain secrets. */
export const seal = command({
  name: 'seal',
  group: 'Secrets',
  summary:
    'Seal the plain secrets of an environment: from its *.secret.yaml files, stdin or prompts',
  words: '<env> [secret]',
  flags: {
    cert: { kind: 'text', form: '<file>', summary: 'Seal with this certificate file' },
    context: {
      kind: 'text',
      form: '<context>',
      summary: 'Fetch the certificate from the cluster of this kubeconfig context, and save it',
    },
    scope: {
      kind: 'text',
      form: '<scope>',
      summary: 'Scope of the sealed values (default: secrets.scope in the config)',
      choices: ['strict', 'namespace-wide', 'cluster-wide'],
    },
    stdin: {
      kind: 'boolean',
      summary: 'Read a Secret manifest, or KEY=value lines for [secret], from stdin',
    },
    all: {
      kind: 'boolean',
      summary: 'Also reseal unchanged values, for example for a new cluster',
    },
    remove: { kind: 'boolean', summary: 'Delete the plain files after sealing' },
  },
  examples: [
    'gitops-service seal dev',
    'gitops-service seal prod redis-auth --cert prod.pem --remove',
    'gitops-service seal prod orders-secrets --stdin < values.env',
  ],
  handlesSecrets: true,
  run: async ({ words: [environment = '', secret], flags, interactive }) => {
    const { sealSecrets } = await import('../secrets/seal.ts');
    return sealSecrets(workingFolder(), { environment, secret, flags, interactive });
  },
});
