import type { Arguments } from '../../command.ts';
import { packageManagerNames, runtimes } from '../runtime.ts';
import { storeOffers } from '../store-choices.ts';
import { deliveries, packagings, secretWays } from './deployment.ts';
import type { Question } from './question.ts';
import { isNginx, routings, usualIngress } from './routing.ts';

const SERVICE = 'Service';
const TRAFFIC = 'Traffic from outside';
const DEPLOYMENT = 'Deployment';

/**
 * Everything that a new service can be asked, in the order in which a terminal asks:
 * flags, their help, prompts and documentation come from here.
 */
export const questions = {
  name: {
    kind: 'text',
    form: '<name>',
    group: SERVICE,
    summary: 'Name of the service (default: the last part of [dir])',
    at: [
      'name',
      'components.*.objectName',
      'environments.*.namespace',
      'environments.*.releaseName',
      'delivery.project',
    ],
    ask: { message: 'Name of the service?', usual: ({ folder }) => folder },
  },
  repository: {
    kind: 'text',
    form: '<url>',
    group: SERVICE,
    summary: 'Git repository, such as https://github.com/acme/orders (default: the git remote)',
    at: ['repository'],
    ask: {
      message: 'Git repository? Its URL on GitHub; you can set it later.',
      usual: ({ repository }) => repository,
    },
  },
  system: {
    kind: 'text',
    form: '<name>',
    group: SERVICE,
    summary: 'System that the service belongs to (default: the name)',
    at: ['system', 'environments.*.namespace'],
  },
  runtime: {
    kind: 'text',
    form: '<runtime>',
    group: SERVICE,
    summary: 'What the image runs (default: node)',
    offers: runtimes,
    choices: Object.keys(runtimes),
    at: ['components.*.runtime'],
    ask: {
      message: 'What does it run on?',
      usual: ({ hasDockerfile }) => (hasDockerfile ? 'custom' : 'node'),
    },
  },
  'package-manager': {
    kind: 'text',
    form: '<program>',
    group: SERVICE,
    summary:
      'Package manager (default: that of the folder, else the one that runs this, else npm; ' +
      'uv for Python)',
    choices: packageManagerNames,
    at: ['components.*.runtime.packageManager'],
  },
  port: {
    kind: 'text',
    form: '<number>',
    group: SERVICE,
    summary: 'HTTP port of the container (default: 3000)',
    at: ['components.*.port'],
  },
  store: {
    kind: 'texts',
    form: '<store>',
    group: SERVICE,
    summary: 'Data store; repeatable',
    offers: storeOffers,
    choices: Object.keys(storeOffers),
    at: ['dataStores', 'components.*.health', 'environments.*.overrides.dataStores'],
    ask: { message: 'Which data stores does it use?', usual: () => '' },
  },
  environment: {
    kind: 'texts',
    form: '<env>[=<branch>]',
    group: DEPLOYMENT,
    summary:
      'Environment, in promotion order; repeatable (default: dev and prod; ' +
      'the branch of the last is main, of others their name)',
    at: ['environments'],
    ask: {
      message: 'Which environments, in promotion order? Write env=branch to choose a branch.',
      usual: () => 'dev, prod',
    },
  },
  routing: {
    kind: 'text',
    form: '<way>',
    group: TRAFFIC,
    summary: 'How traffic reaches the service (default: none)',
    offers: routings,
    choices: Object.keys(routings),
    at: ['routing'],
    ask: { message: 'How does traffic reach it from outside?', usual: () => 'none' },
  },
  gateway: {
    kind: 'text',
    form: '<namespace>/<name>',
    group: TRAFFIC,
    summary: 'Gateway that receives the traffic; without --routing, an Istio Gateway',
    at: ['routing.gateway'],
    ask: { message: 'Which Gateway? <namespace>/<name>', usual: () => '' },
  },
  'proxy-namespace': {
    kind: 'text',
    form: '<namespace>',
    group: TRAFFIC,
    summary: 'Namespace of the proxy of a Gateway (default: the namespace of the Gateway)',
    at: ['routing.proxyNamespace'],
  },
  'ingress-class': {
    kind: 'text',
    form: '<name>',
    group: TRAFFIC,
    summary: 'IngressClass (default: nginx)',
    at: ['routing.className'],
    ask: { message: 'Which IngressClass?', usual: () => usualIngress.className },
  },
  'ingress-namespace': {
    kind: 'text',
    form: '<namespace>',
    group: TRAFFIC,
    summary:
      'Namespace of the Ingress controller, whose pods are admitted (default: ingress-nginx)',
    at: ['routing.controllerNamespace'],
    ask: {
      message: 'Namespace of the Ingress controller?',
      usual: ({ ingressClass = usualIngress.className }) =>
        isNginx(ingressClass) ? usualIngress.namespace : ingressClass,
    },
  },
  'tls-issuer': {
    kind: 'text',
    form: '<name>',
    group: TRAFFIC,
    summary: 'ClusterIssuer of cert-manager that signs the certificates (default: plain HTTP)',
    at: ['routing.tls'],
    ask: {
      message: 'ClusterIssuer of cert-manager, for HTTPS? Empty: plain HTTP.',
      usual: () => '',
    },
  },
  host: {
    kind: 'texts',
    form: '<env>=<host>',
    group: TRAFFIC,
    summary: 'Public host name of an environment; repeatable',
    at: ['environments.*.hosts'],
    ask: {
      message: 'Public host name',
      usual: () => '',
      perEnvironment: true,
    },
  },
  delivery: {
    kind: 'text',
    form: '<way>',
    group: DEPLOYMENT,
    summary: 'Who deploys to the cluster (default: argocd)',
    offers: deliveries,
    choices: Object.keys(deliveries),
    at: ['delivery'],
    ask: { message: 'How is it deployed?', usual: () => 'argocd' },
  },
  cluster: {
    kind: 'text',
    form: '<access>',
    group: DEPLOYMENT,
    summary: 'How CI reaches the cluster: kubeconfig or doctl:<name> (default: kubeconfig)',
    at: ['delivery.cluster'],
    ask: {
      message: 'How does CI reach the cluster? kubeconfig, or doctl:<name> at DigitalOcean',
      usual: () => 'kubeconfig',
    },
  },
  packaging: {
    kind: 'text',
    form: '<way>',
    group: DEPLOYMENT,
    summary: 'How manifests are packaged (default: kustomize)',
    offers: packagings,
    choices: Object.keys(packagings),
    at: ['packaging', 'environments.*.releaseName'],
    ask: { message: 'How are the manifests packaged?', usual: () => 'kustomize' },
  },
  secrets: {
    kind: 'text',
    form: '<way>',
    group: DEPLOYMENT,
    summary: 'How secrets reach the cluster (default: sealed-secrets)',
    offers: secretWays,
    choices: Object.keys(secretWays),
    at: ['secrets'],
  },
  registry: {
    kind: 'text',
    form: '<registry>',
    group: DEPLOYMENT,
    summary:
      'Container registry: ghcr, harbor:<host>/<project> or generic:<host>/<path> (default: ghcr)',
    at: ['registry'],
  },
} as const satisfies Readonly<Record<string, Question>>;

/** The flags of `create` that describe the service. */
export type ServiceFlags = Arguments<typeof questions>['flags'];
export type FlagName = keyof ServiceFlags;

/** Every question with its flag. */
export const allQuestions = Object.entries(questions) as readonly (readonly [FlagName, Question])[];
