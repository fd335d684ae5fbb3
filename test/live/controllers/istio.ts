import { run } from '../../judges/process.ts';
import { definitions } from '../build/definitions.ts';
import { startProgram, type Program } from '../rig/programs.ts';
import { addresses, endpoint, environmentOf, type Rig } from '../rig/rig.ts';
import { applyDefinitions, untilAnswers } from './controller.ts';
import { deploy } from './deployment.ts';
import { webhookCertificate, withWebhooks } from './webhooks.ts';

const url = `https://${endpoint(addresses.istioWebhook)}`;

/** Starts the validating webhook of Istio, without the rest of istiod. */
export async function startIstio(rig: Rig): Promise<Program> {
  await applyDefinitions(rig, 'istio');
  await deploy(rig, { namespace: 'istio-system', name: 'istiod', labels: { app: 'istiod' } });
  const { crt, key } = webhookCertificate(rig);
  const { port } = addresses.istioWebhook;
  const program = startProgram(rig, 'istio', ['istio', 'webhook', String(port), crt, key]);
  await untilAnswers(rig, program, url);
  return withWebhooks(rig, program, [
    {
      kind: 'ValidatingWebhookConfiguration',
      name: 'istio-validator',
      webhooks: [
        {
          name: 'rev.validation.istio.io',
          url: `${url}/validate`,
          rules: [
            {
              apiGroups: definitions.istio.groups,
              apiVersions: ['*'],
              operations: ['CREATE', 'UPDATE'],
              resources: ['*'],
            },
          ],
        },
      ],
    },
  ]);
}

/** What `istioctl analyze` says of files, a line each: hosts, gateways and subsets that are nowhere in them. */
export async function analyzeIstio(rig: Rig, files: readonly string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await run([`${rig.programs}/istio`, 'analyze', ...files], {
    env: environmentOf(rig),
  });
  // 1 says that one of the lines is an error, 2 that nothing was analyzed.
  if (code > 1) throw new Error(`istio analyze ${files.join(' ')}: ${stderr}`);
  return stdout.split('\n').filter((line) => line !== '');
}
