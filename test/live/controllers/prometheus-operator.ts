import { startProgram, type Program } from '../rig/programs.ts';
import { addresses, endpoint, type Rig } from '../rig/rig.ts';
import { applyDefinitions, untilAnswers } from './controller.ts';
import { deploy } from './deployment.ts';
import { webhookCertificate, withWebhooks, type Webhook } from './webhooks.ts';

const url = `https://${endpoint(addresses.prometheusOperator)}`;

/** Starts the webhook of prometheus-operator, which refuses wrong PromQL, templates and receivers. */
export async function startPrometheusOperator(rig: Rig): Promise<Program> {
  await applyDefinitions(rig, 'prometheus-operator');
  await deploy(rig, {
    namespace: 'monitoring',
    name: 'prometheus-operator',
    labels: { 'app.kubernetes.io/name': 'prometheus-operator' },
  });
  const { crt, key } = webhookCertificate(rig);
  const program = startProgram(rig, 'prometheus-operator-webhook', [
    'prometheus-operator-webhook',
    `--web.listen-address=${endpoint(addresses.prometheusOperator)}`,
    '--web.enable-tls',
    `--web.cert-file=${crt}`,
    `--web.key-file=${key}`,
  ]);
  await untilAnswers(rig, program, `${url}/healthz`);
  return withWebhooks(rig, program, [
    {
      kind: 'ValidatingWebhookConfiguration',
      name: 'prometheus-operator',
      webhooks: [webhook('prometheusrules', 'v1'), webhook('alertmanagerconfigs', 'v1alpha1')],
    },
  ]);
}

const webhook = (resource: string, version: string): Webhook => ({
  name: `${resource}.monitoring.coreos.com`,
  url: `${url}/admission-${resource}/validate`,
  rules: [
    {
      apiGroups: ['monitoring.coreos.com'],
      apiVersions: [version],
      operations: ['CREATE', 'UPDATE'],
      resources: [resource],
    },
  ],
});
