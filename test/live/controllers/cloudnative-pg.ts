import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { definitions } from '../build/definitions.ts';
import { applyObjects } from '../rig/kubectl.ts';
import { startProgram, type Program } from '../rig/programs.ts';
import { addresses, endpoint, type Rig } from '../rig/rig.ts';
import { applyDefinitions, releasedFiles, untilAnswers } from './controller.ts';
import { deploy } from './deployment.ts';
import { controllerFolder, inPrivateRoot } from './private-root.ts';
import {
  webhookCertificate,
  withWebhooks,
  type Rule,
  type WebhookConfiguration,
} from './webhooks.ts';

const namespace = 'cnpg-system';
const name = 'cnpg-controller-manager';
const version = definitions['cloudnative-pg'].version.slice(1);
const url = `https://${endpoint(addresses.cloudNativePgWebhook)}`;

/** Starts the operator of CloudNativePG with its webhooks. The plugin for backups has its kinds, and does not run. */
export async function startCloudNativePg(rig: Rig): Promise<Program> {
  await applyDefinitions(rig, 'cloudnative-pg', 'barman-cloud');
  await deploy(
    rig,
    { namespace, name, labels: { 'app.kubernetes.io/name': 'cloudnative-pg' } },
    { namespace, name: 'barman-cloud', labels: { app: 'barman-cloud' } },
  );
  await applyObjects(rig, [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'cnpg-default-monitoring', namespace },
      data: { queries: '' },
    },
  ]);
  const program = startProgram(rig, 'cloudnative-pg', command(rig), {
    WEBHOOK_CERT_DIR: certificateFolder(rig),
    OPERATOR_NAMESPACE: namespace,
    OPERATOR_DEPLOYMENT_NAME: name,
    OPERATOR_IMAGE_NAME: `ghcr.io/cloudnative-pg/cloudnative-pg:${version}`,
    MONITORING_QUERIES_CONFIGMAP: 'cnpg-default-monitoring',
    WATCH_NAMESPACE: '',
  });
  await untilAnswers(rig, program, url);
  return withWebhooks(rig, program, configurations(rig));
}

/** The operator gives its own program to the pods of a database, and finds it by architecture below /operator. */
function command(rig: Rig): readonly string[] {
  const source = controllerFolder(rig, 'cloudnative-pg');
  const file = `manager_${goArchitecture()}`;
  copyFileSync(join(rig.programs, 'cloudnative-pg'), join(source, file));
  return inPrivateRoot(rig, 'cloudnative-pg', { source, target: '/operator' }, [
    `/operator/${file}`,
    'controller',
    `--metrics-bind-address=${endpoint(addresses.cloudNativePgMetrics)}`,
    `--webhook-port=${String(addresses.cloudNativePgWebhook.port)}`,
  ]);
}

const goArchitecture = (): string =>
  ({ x64: 'amd64' } as Readonly<Record<string, string>>)[process.arch] ?? process.arch;

/** A folder of certificates, under the names that it expects where others make them. */
function certificateFolder(rig: Rig): string {
  const folder = controllerFolder(rig, 'cloudnative-pg-certificates');
  const { crt, key } = webhookCertificate(rig);
  copyFileSync(crt, join(folder, 'apiserver.crt'));
  copyFileSync(key, join(folder, 'apiserver.key'));
  return folder;
}

/** The configurations of its release, which name a Service, at our address. */
const configurations = (rig: Rig): readonly WebhookConfiguration[] =>
  releasedFiles(rig, 'cloudnative-pg', 'ValidatingWebhookConfiguration')
    .flatMap((file) => parseAllDocuments(readFileSync(file, 'utf8')))
    .map((document): ReleasedConfiguration => document.toJS())
    .map(({ kind, metadata, webhooks }) => ({
      kind,
      name: `cnpg-${metadata.name}`,
      webhooks: webhooks.map(({ name, rules, clientConfig }) => ({
        name,
        rules,
        url: `${url}${clientConfig.service.path}`,
      })),
    }));

interface ReleasedConfiguration {
  readonly kind: WebhookConfiguration['kind'];
  readonly metadata: { readonly name: string };
  readonly webhooks: readonly {
    readonly name: string;
    readonly rules: readonly Rule[];
    readonly clientConfig: { readonly service: { readonly path: string } };
  }[];
}
