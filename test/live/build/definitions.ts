import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The objects of a project, as files of its Go module, without which its kinds are not served. */
export interface Definitions {
  readonly module: string;
  readonly version: string;
  /** Paths in the module; `*` stands for any part of a file name. */
  readonly files: readonly string[];
  /** The API groups that they define. */
  readonly groups: readonly string[];
}

/**
 * Whose custom resource definitions the live cluster gets, by folder below
 * `rig.definitions`. They come from Go modules because those hold the files
 * as they are released, with the defaults of the API server.
 */
export const definitions = {
  'argo-cd': {
    module: 'github.com/argoproj/argo-cd/v3',
    version: 'v3.2.11',
    files: ['manifests/crds/*-crd.yaml'],
    groups: ['argoproj.io'],
  },
  'barman-cloud': {
    module: 'github.com/cloudnative-pg/plugin-barman-cloud',
    version: 'v0.15.0',
    files: ['config/crd/bases/barmancloud.cnpg.io_objectstores.yaml'],
    groups: ['barmancloud.cnpg.io'],
  },
  'cert-manager': {
    module: 'github.com/cert-manager/cert-manager',
    version: 'v1.21.1',
    files: ['deploy/crds/*.yaml'],
    groups: ['cert-manager.io', 'acme.cert-manager.io'],
  },
  'cloudnative-pg': {
    module: 'github.com/cloudnative-pg/cloudnative-pg',
    version: 'v1.30.0',
    files: ['config/crd/bases/postgresql.cnpg.io_*.yaml', 'config/webhook/manifests.yaml'],
    groups: ['postgresql.cnpg.io'],
  },
  dapr: {
    module: 'github.com/dapr/dapr',
    // The newest that the module proxy serves.
    version: 'v1.14.0',
    files: ['charts/dapr/crds/*.yaml'],
    groups: ['dapr.io'],
  },
  'gateway-api': {
    module: 'sigs.k8s.io/gateway-api',
    version: 'v1.6.1',
    files: ['config/crd/standard/gateway.networking.k8s.io_*.yaml'],
    groups: ['gateway.networking.k8s.io'],
  },
  istio: {
    module: 'istio.io/istio',
    version: 'v0.0.0-20260827124520-eed52ebb66ad',
    files: ['manifests/charts/base/files/crd-all.gen.yaml'],
    groups: [
      'extensions.istio.io',
      'networking.istio.io',
      'security.istio.io',
      'telemetry.istio.io',
    ],
  },
  'prometheus-operator': {
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: 'v0.93.0',
    files: [
      'example/prometheus-operator-crd/monitoring.coreos.com_alertmanagerconfigs.yaml',
      'example/prometheus-operator-crd/monitoring.coreos.com_p*monitors.yaml',
      'example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml',
      'example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml',
    ],
    groups: ['monitoring.coreos.com'],
  },
  'sealed-secrets': {
    module: 'github.com/bitnami-labs/sealed-secrets',
    version: 'v0.36.6',
    files: ['helm/sealed-secrets/crds/*.yaml'],
    groups: ['bitnami.com'],
  },
} as const satisfies Readonly<Record<string, Definitions>>;

/** A folder below `rig.definitions`. */
export type DefinitionsFolder = keyof typeof definitions;

/** The files of a downloaded module that a pattern stands for; one that stands for none is an error. */
export function filesOf(moduleFolder: string, { module, version, files }: Definitions): string[] {
  return files.flatMap((pattern) => {
    const folder = join(moduleFolder, dirname(pattern));
    const [before = '', after] = basename(pattern).split('*');
    const found = readdirSync(folder).filter((name) =>
      after === undefined ? name === before : name.startsWith(before) && name.endsWith(after),
    );
    if (found.length === 0) throw new Error(`${module}@${version} has no file ${pattern}`);
    return found.map((name) => join(folder, name));
  });
}
