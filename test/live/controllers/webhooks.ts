import { readFileSync } from 'node:fs';
import { applyObjects, kubectl } from '../rig/kubectl.ts';
import type { Program } from '../rig/programs.ts';
import { pki, type Rig } from '../rig/rig.ts';

/** A configuration that makes the API server ask a program about objects. */
export interface WebhookConfiguration {
  readonly kind: 'MutatingWebhookConfiguration' | 'ValidatingWebhookConfiguration';
  readonly name: string;
  readonly webhooks: readonly Webhook[];
}

/** A question to a program: where it is asked, and about which objects. */
export interface Webhook {
  readonly name: string;
  readonly url: string;
  readonly rules: readonly Rule[];
}

/** The objects that a webhook is asked about. */
export interface Rule {
  readonly apiGroups: readonly string[];
  readonly apiVersions: readonly string[];
  readonly operations: readonly string[];
  readonly resources: readonly string[];
}

/** The certificate that programs serve webhooks with; the API server trusts who signed it. */
export const webhookCertificate = (rig: Rig): { readonly crt: string; readonly key: string } => ({
  crt: pki(rig, 'webhook.crt'),
  key: pki(rig, 'webhook.key'),
});

/**
 * Has the API server ask a program, and refuse objects where it does not
 * answer. Stopping the program takes the configurations away first: without
 * it nobody could write these objects any more.
 */
export async function withWebhooks(
  rig: Rig,
  program: Program,
  configurations: readonly WebhookConfiguration[],
): Promise<Program> {
  await applyObjects(
    rig,
    configurations.map((configuration) => objectOf(rig, configuration)),
  );
  return {
    name: program.name,
    stop: async (signal) => {
      await kubectl(rig, [
        'delete',
        '--ignore-not-found',
        ...configurations.map(({ kind, name }) => `${kind}/${name}`),
      ]);
      await program.stop(signal);
    },
  };
}

const objectOf = (rig: Rig, { kind, name, webhooks }: WebhookConfiguration) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind,
  metadata: { name },
  webhooks: webhooks.map(({ url, ...webhook }) => ({
    ...webhook,
    admissionReviewVersions: ['v1'],
    sideEffects: 'None',
    failurePolicy: 'Fail',
    clientConfig: { url, caBundle: readFileSync(pki(rig, 'ca.crt')).toString('base64') },
  })),
});
