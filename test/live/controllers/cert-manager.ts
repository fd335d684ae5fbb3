import { applyObjects, kubectl } from '../rig/kubectl.ts';
import { startProgram, type Program } from '../rig/programs.ts';
import { addresses, endpoint, kubeconfigOf, type Rig } from '../rig/rig.ts';
import { applyDefinitions, untilAnswers } from './controller.ts';
import { deploy } from './deployment.ts';
import { webhookCertificate, withWebhooks, type WebhookConfiguration } from './webhooks.ts';

const namespace = 'cert-manager';

/** The issuers that our bootstrap makes; here each signs for itself, since nobody asks Let's Encrypt. */
const issuers = ['letsencrypt-staging', 'letsencrypt-prod'] as const;

/** Starts cert-manager, which issues certificates with real keys, and its webhook. */
export async function startCertManager(rig: Rig): Promise<Program> {
  // It watches Gateways too, and ends where their kind is not served.
  await applyDefinitions(rig, 'cert-manager', 'gateway-api');
  await deploy(rig, {
    namespace,
    name: 'cert-manager',
    labels: { 'app.kubernetes.io/name': 'cert-manager' },
  });
  const webhook = await startWebhook(rig);
  const controller = startProgram(rig, 'cert-manager', [
    'cert-manager',
    'controller',
    kubeconfigOf(rig),
    namespace,
  ]);
  await applyIssuers(rig, issuers);
  return {
    name: controller.name,
    stop: async (signal) => {
      await webhook.stop(signal);
      await controller.stop(signal);
    },
  };
}

/** Makes issuers, by the names that a config has for them, and waits until they issue. */
export async function applyIssuers(rig: Rig, names: readonly string[]): Promise<void> {
  await applyObjects(rig, names.map(issuer));
  await kubectl(rig, [
    'wait',
    '--for=condition=Ready',
    '--timeout=60s',
    ...names.map((name) => `clusterissuer/${name}`),
  ]);
}

/**
 * An issuer that another of its name replaces, whichever way it is applied:
 * server-side goes by the manager of a field, client-side by the annotation.
 */
function issuer(name: string) {
  const object = {
    apiVersion: 'cert-manager.io/v1',
    kind: 'ClusterIssuer',
    metadata: { name },
    spec: { selfSigned: {} },
  };
  const applied = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(object) };
  return { ...object, metadata: { name, annotations: applied } };
}

async function startWebhook(rig: Rig): Promise<Program> {
  const { crt, key } = webhookCertificate(rig);
  const { port } = addresses.certManagerWebhook;
  const program = startProgram(rig, 'cert-manager-webhook', [
    'cert-manager',
    'webhook',
    kubeconfigOf(rig),
    String(port),
    crt,
    key,
  ]);
  await untilAnswers(rig, program, `https://${endpoint(addresses.certManagerWebhook)}/`);
  return withWebhooks(rig, program, configurations);
}

const url = `https://${endpoint(addresses.certManagerWebhook)}`;

/** As in its chart (deploy/charts/cert-manager/templates). */
const configurations: readonly WebhookConfiguration[] = [
  {
    kind: 'MutatingWebhookConfiguration',
    name: 'cert-manager-webhook',
    webhooks: [
      {
        name: 'webhook.cert-manager.io',
        url: `${url}/mutate`,
        rules: [
          {
            apiGroups: ['cert-manager.io'],
            apiVersions: ['v1'],
            operations: ['CREATE'],
            resources: ['certificaterequests'],
          },
        ],
      },
    ],
  },
  {
    kind: 'ValidatingWebhookConfiguration',
    name: 'cert-manager-webhook',
    webhooks: [
      {
        name: 'webhook.cert-manager.io',
        url: `${url}/validate`,
        rules: [
          {
            apiGroups: ['cert-manager.io', 'acme.cert-manager.io'],
            apiVersions: ['v1'],
            operations: ['CREATE', 'UPDATE'],
            resources: ['*/*'],
          },
        ],
      },
    ],
  },
];
