import { workingFolder } from '../../disk/working-folder.ts';
import { command } from '../command.ts';

/** Fetches a sealing certificate. */
export const secretsCertificate = command({
  name: 'secrets certificate',
  group: 'Secrets',
  summary:
    'Fetch the public sealing certificate of an environment with kubectl, and save it in the repository',
  words: '<env>',
  flags: {
    context: {
      kind: 'text',
      form: '<context>',
      summary: 'kubeconfig context (default: the current one)',
    },
  },
  examples: ['gitops-service secrets certificate prod --context prod-cluster'],
  handlesSecrets: true,
  run: async ({ words: [environment = ''], flags }) => {
    const { updateCertificate } = await import('../secrets/certificate.ts');
    return updateCertificate(workingFolder(), environment, flags.context);
  },
});
