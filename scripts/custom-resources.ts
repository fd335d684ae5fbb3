import { charts, releases } from '../src/plan/bootstrap-charts.ts';
import { releases as operators } from '../src/stores/postgres/versions.ts';

/** Where definitions of custom resources are published: a Go module, and a file or folder in it. */
export interface CrdSource {
  readonly module: string;
  readonly version: string;
  readonly path: string;
}

const v = (version: string): string => (version.startsWith('v') ? version : `v${version}`);

/** The definitions of every custom resource that we write, in the versions that our tables hold. */
export const crdSources: readonly CrdSource[] = [
  {
    module: 'github.com/argoproj/argo-cd/v3',
    version: v(releases.argocd.version),
    path: 'manifests/crds',
  },
  {
    module: 'github.com/bitnami-labs/sealed-secrets',
    // A fix after the one that we install, whose tag the module proxy does not serve.
    version: 'v0.36.6',
    path: 'helm/sealed-secrets/crds',
  },
  {
    module: 'github.com/cert-manager/cert-manager',
    version: v(charts['cert-manager'].version),
    path: 'deploy/crds',
  },
  {
    module: 'github.com/cloudnative-pg/cloudnative-pg',
    version: v(operators.cloudNativePg.version),
    path: 'config/crd/bases',
  },
  {
    module: 'github.com/cloudnative-pg/plugin-barman-cloud',
    version: v(operators.barmanCloud.version),
    path: 'config/crd/bases',
  },
  { module: 'github.com/dapr/dapr', version: v(charts.dapr.version), path: 'charts/dapr/crds' },
  {
    module: 'github.com/prometheus-operator/prometheus-operator',
    // The newest; the chart of the stack is numbered on its own.
    version: 'v0.93.0',
    path: 'example/prometheus-operator-crd',
  },
  {
    module: 'istio.io/api',
    version: v(charts['istio-base'].version),
    path: 'kubernetes/customresourcedefinitions.gen.yaml',
  },
  {
    module: 'sigs.k8s.io/gateway-api',
    version: v(releases['gateway-api'].version),
    path: 'config/crd/standard',
  },
];
