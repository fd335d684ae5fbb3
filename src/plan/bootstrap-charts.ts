/** Pods of a chart as our values ask for them: cores in millicores, memory in MiB. */
export interface PodsRow {
  readonly count: number | 'each node';
  readonly cpu: number;
  readonly memory: number;
}

/** A chart that the bootstrap of a cluster installs. */
export interface ChartRow {
  readonly title: string;
  readonly why: string;
  /** Repository of charts; empty where `chart` is an address of a registry. */
  readonly repository: string;
  readonly chart: string;
  readonly version: string;
  readonly namespace: string;
  readonly pods: Readonly<Record<string, PodsRow>>;
  /** Volumes that its pods keep things on, whatever the config says. */
  readonly volumes?: readonly string[];
}

/** A manifest that a project publishes with each of its releases. */
export interface ReleaseRow {
  readonly title: string;
  readonly why: string;
  readonly version: string;
  readonly url: string;
  readonly namespace: string;
  /** Deployments that must be available before the next step. */
  readonly deployments: readonly string[];
}

const pods = (count: PodsRow['count'], cpu: number, memory: number): PodsRow => ({
  count,
  cpu,
  memory,
});

/**
 * Every chart of the bootstrap and its version, in one table. Where a
 * chart is numbered like what it installs, the version is that of a
 * release: Dapr (a tag of its Go module), cert-manager and Istio. The
 * others have numbers of their own, which were not compared with their
 * repositories: Renovate does that, and the bootstrap reads every chart
 * before it changes anything, and names those that are not there.
 */
export const charts = {
  // renovate: datasource=helm registryUrl=https://kubernetes-sigs.github.io/metrics-server depName=metrics-server
  'metrics-server': {
    title: 'metrics-server',
    why: 'autoscaling and kubectl top',
    repository: 'https://kubernetes-sigs.github.io/metrics-server',
    chart: 'metrics-server',
    version: '3.13.0',
    namespace: 'kube-system',
    pods: { server: pods(2, 100, 100) },
  },
  // renovate: datasource=helm registryUrl=https://kubernetes.github.io/ingress-nginx depName=ingress-nginx
  'ingress-nginx': {
    title: 'ingress-nginx',
    why: 'receives the traffic behind the load balancer',
    repository: 'https://kubernetes.github.io/ingress-nginx',
    chart: 'ingress-nginx',
    version: '4.14.0',
    namespace: 'ingress-nginx',
    pods: { controller: pods(2, 100, 128) },
  },
  // renovate: datasource=docker depName=ghcr.io/nginx/charts/nginx-gateway-fabric
  'nginx-gateway-fabric': {
    title: 'NGINX Gateway Fabric',
    why: 'implements the Gateway API',
    repository: '',
    chart: 'oci://ghcr.io/nginx/charts/nginx-gateway-fabric',
    version: '2.1.0',
    namespace: 'nginx-gateway',
    pods: { controller: pods(1, 50, 128), gateway: pods(2, 100, 128) },
  },
  // renovate: datasource=helm registryUrl=https://istio-release.storage.googleapis.com/charts depName=base
  'istio-base': {
    title: 'Istio CRDs',
    why: 'custom resource definitions of Istio',
    repository: 'https://istio-release.storage.googleapis.com/charts',
    chart: 'base',
    version: '1.30.3',
    namespace: 'istio-system',
    pods: {},
  },
  // renovate: datasource=helm registryUrl=https://istio-release.storage.googleapis.com/charts depName=istiod
  istiod: {
    title: 'Istio',
    why: 'routes the traffic',
    repository: 'https://istio-release.storage.googleapis.com/charts',
    chart: 'istiod',
    version: '1.30.3',
    namespace: 'istio-system',
    pods: { pilot: pods(1, 200, 512) },
  },
  // renovate: datasource=helm registryUrl=https://istio-release.storage.googleapis.com/charts depName=gateway
  'istio-ingressgateway': {
    title: 'Istio gateway',
    why: 'receives the traffic behind the load balancer',
    repository: 'https://istio-release.storage.googleapis.com/charts',
    chart: 'gateway',
    version: '1.30.3',
    namespace: 'istio-system',
    pods: { gateway: pods(2, 100, 128) },
  },
  // renovate: datasource=helm registryUrl=https://charts.jetstack.io depName=cert-manager
  'cert-manager': {
    title: 'cert-manager',
    why: 'issues and renews certificates from Let’s Encrypt',
    repository: 'https://charts.jetstack.io',
    chart: 'cert-manager',
    version: 'v1.21.1',
    namespace: 'cert-manager',
    pods: { controller: pods(1, 25, 96), webhook: pods(1, 25, 64), cainjector: pods(1, 25, 96) },
  },
  // renovate: datasource=helm registryUrl=https://dapr.github.io/helm-charts depName=dapr
  dapr: {
    title: 'Dapr',
    why: 'encrypted messaging between components',
    repository: 'https://dapr.github.io/helm-charts',
    chart: 'dapr',
    version: '1.18.3',
    namespace: 'dapr-system',
    pods: {
      dapr_operator: pods(3, 50, 64),
      dapr_placement: pods(3, 50, 64),
      dapr_scheduler: pods(3, 50, 64),
      dapr_sentry: pods(3, 50, 64),
      dapr_sidecar_injector: pods(3, 50, 64),
    },
    // The scheduler keeps its jobs on a volume for each of its three servers.
    volumes: ['1Gi', '1Gi', '1Gi'],
  },
  // renovate: datasource=helm registryUrl=https://bitnami-labs.github.io/sealed-secrets depName=sealed-secrets
  'sealed-secrets': {
    title: 'Sealed Secrets',
    why: 'decrypts the sealed secrets in git',
    repository: 'https://bitnami-labs.github.io/sealed-secrets',
    chart: 'sealed-secrets',
    version: '2.17.7',
    namespace: 'kube-system',
    pods: { controller: pods(1, 50, 64) },
  },
  // renovate: datasource=helm registryUrl=https://prometheus-community.github.io/helm-charts depName=kube-prometheus-stack
  monitoring: {
    title: 'Prometheus, Alertmanager, Grafana',
    why: 'metrics, alerts and dashboards',
    repository: 'https://prometheus-community.github.io/helm-charts',
    chart: 'kube-prometheus-stack',
    version: '77.5.0',
    namespace: 'monitoring',
    pods: {
      operator: pods(1, 50, 128),
      prometheus: pods(1, 250, 1024),
      alertmanager: pods(1, 25, 64),
      grafana: pods(1, 100, 256),
      state: pods(1, 25, 64),
      node: pods('each node', 25, 32),
    },
  },
  // renovate: datasource=helm registryUrl=https://grafana.github.io/helm-charts depName=loki
  loki: {
    title: 'Loki',
    why: 'stores logs',
    repository: 'https://grafana.github.io/helm-charts',
    chart: 'loki',
    version: '6.30.1',
    namespace: 'monitoring',
    pods: { single: pods(1, 100, 512) },
  },
  // renovate: datasource=helm registryUrl=https://grafana.github.io/helm-charts depName=alloy
  alloy: {
    title: 'Alloy',
    why: 'ships the logs of all pods to Loki',
    repository: 'https://grafana.github.io/helm-charts',
    chart: 'alloy',
    version: '1.1.1',
    namespace: 'monitoring',
    pods: { collector: pods('each node', 50, 128) },
  },
} as const satisfies Readonly<Record<string, ChartRow>>;

export type ChartName = keyof typeof charts;

/**
 * Image of the controller of Sealed Secrets: later ones than the chart's
 * own have fixes, and 0.36.5 and 0.36.6 are not on Docker Hub.
 */
export const sealedSecretsTag = '0.36.4';

/** The image that scales sleeping environments. */
// renovate: datasource=docker depName=registry.k8s.io/kubectl
export const kubectlImage = 'registry.k8s.io/kubectl:v1.36.1';

/** What is installed from the manifests of a release, in one table. */
export const releases = {
  // renovate: datasource=github-releases depName=kubernetes-sigs/gateway-api
  'gateway-api': {
    title: 'Gateway API CRDs',
    why: 'custom resource definitions of the Gateway API',
    version: '1.6.1',
    url: 'https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.6.1/standard-install.yaml',
    namespace: '',
    deployments: [],
  },
  // renovate: datasource=github-releases depName=argoproj/argo-cd
  argocd: {
    title: 'Argo CD',
    why: 'deploys what is in git',
    version: '3.5.1',
    url: 'https://raw.githubusercontent.com/argoproj/argo-cd/v3.5.1/manifests/install.yaml',
    namespace: 'argocd',
    deployments: ['argocd-server', 'argocd-repo-server'],
  },
} as const satisfies Readonly<Record<string, ReleaseRow>>;

export type ReleaseName = keyof typeof releases;
