import type { Role } from '../../domain/waves.ts';
import type { Plan, RoutingPlan } from '../../plan/plan.ts';
import { labelsOf } from '../../kubernetes/metadata.ts';
import type { Leaf, Part } from './leaf.ts';
import type { Owner } from '../../plan/chart-owners.ts';
import { namedTemplate, templateOf, textIn } from './part-values.ts';
import { leavesOf, togglesOf, type Row, type Switch } from './rows.ts';
import {
  dnsLabel,
  gateway,
  hostName,
  listOf,
  namespace,
  objectName,
  optionalHostName,
  waveNumber,
} from './schemas.ts';
import { theEnvironment, withPlanValue } from './subject.ts';
import { valueOf } from './template.ts';

/** What of the routes becomes values. */
export function routingPart(plan: Plan, owner: Owner): Part {
  const kinds = new Set(
    plan.environments.filter(({ hosts }) => hosts.length > 0).map(({ routing }) => routing.kind),
  );
  const [kind = 'none'] = kinds;
  if (kind === 'none') return { leaves: [], toggles: [], forms: [], helpers: [] };
  const labels = namedTemplate(
    plan,
    owner,
    'labels',
    'Labels of the routes',
    templateOf(labelsOf(plan, owner.objectName, 'routing')),
  );
  const { leaves, toggles, forms, helpers } = parts[kind](plan, owner);
  return {
    leaves,
    toggles,
    forms: [{ found: () => labels.value, expression: labels.expression }, ...forms],
    helpers: [labels.helper, ...helpers],
  };
}

const parts = {
  istio: istioPart,
  ingress: ingressPart,
  'gateway-api': gatewayPart,
} satisfies Record<Exclude<RoutingPlan['kind'], 'none'>, (plan: Plan, owner: Owner) => Part>;

const enabled: Switch = {
  value: 'enabled',
  from: 'hosts',
  along: ['routing'],
  off: [],
  description: 'Public routes on the hosts below',
};
const hosts: Row = {
  value: 'hosts',
  from: 'hosts',
  style: 'structure',
  description: 'Public host names',
  schema: listOf(hostName),
  sentinel: ({ text }) => [text],
};

function istioPart(_plan: Plan, { section }: Owner): Part {
  const path = [section, 'gateway'];
  const read = valueOf(path, 'text');
  // Both sides are told apart, because policies name the namespace alone.
  const row: Row = {
    value: 'gateway',
    from: 'routing.gateway',
    style: 'text',
    description: 'Istio Gateway that receives the traffic: <namespace>/<name>',
    schema: gateway,
    sentinel: ({ text }) => `${text}/${text}`,
  };
  return {
    leaves: leavesOf(section, theEnvironment, [hosts, row], [enabled]).map((leaf) =>
      leaf.path.at(-1) !== 'gateway'
        ? leaf
        : {
            ...leaf,
            write: (environment, value) =>
              withPlanValue(
                leaf.write(environment, value),
                'routing.gatewayNamespace',
                namespaceIn(textIn(value)),
              ),
          },
    ),
    toggles: togglesOf(section, theEnvironment, [enabled]),
    forms: [
      {
        found: ({ routing }) => (routing.kind === 'istio' ? routing.gatewayNamespace : undefined),
        expression: {
          go: `splitList "/" .Values.${path.join('.')} | first`,
          style: 'text',
          uses: [path],
          evaluate: (values) => namespaceIn(textIn(read.evaluate(values) ?? '')),
        },
      },
    ],
    helpers: [],
  };
}

const namespaceIn = (found: string): string => found.split('/')[0] ?? '';

const gatewayRows: readonly Row[] = [
  {
    value: 'namespace',
    from: 'routing.gateway.namespace',
    style: 'text',
    description: 'Namespace of the Gateway that receives the traffic',
    schema: namespace,
  },
  {
    value: 'name',
    from: 'routing.gateway.name',
    style: 'text',
    description: 'Its name',
    schema: objectName,
  },
  {
    value: 'proxyNamespace',
    from: 'routing.gatewayNamespace',
    style: 'text',
    description: 'Namespace of the pods that carry its traffic, which network policies admit',
    schema: namespace,
  },
];

function gatewayPart(_plan: Plan, { section }: Owner): Part {
  return {
    leaves: leavesOf(section, theEnvironment, [...gatewayRows, hosts], [enabled]),
    toggles: togglesOf(section, theEnvironment, [enabled]),
    forms: [],
    helpers: [],
  };
}

const ingressRows: readonly Row[] = [
  {
    value: 'className',
    from: 'routing.className',
    style: 'text',
    description: 'IngressClass',
    schema: dnsLabel,
  },
  {
    value: 'controllerNamespace',
    from: 'routing.gatewayNamespace',
    style: 'text',
    description: 'Namespace of the controller, which network policies admit',
    schema: dnsLabel,
  },
];

const tls: Switch = {
  value: 'tls.enabled',
  from: 'routing.issuer',
  description: 'HTTPS with a certificate from cert-manager',
};
const issuer: Row = {
  value: 'clusterIssuer',
  from: 'routing.issuer',
  style: 'text',
  description: 'ClusterIssuer of cert-manager that signs the certificate',
  schema: dnsLabel,
};

function ingressPart({ environments }: Plan, { section }: Owner): Part {
  const isOne = environments.every((environment) => environment.hosts.length <= 1);
  return {
    leaves: [
      ...leavesOf(section, theEnvironment, ingressRows, [enabled]),
      ...(isOne ? [onlyHost(section)] : leavesOf(section, theEnvironment, [hosts], [])),
      ...leavesOf(section, theEnvironment, [issuer], [tls]),
    ],
    toggles: togglesOf(section, theEnvironment, [enabled, tls]),
    forms: [],
    helpers: [],
  };
}

/** The host where no environment has two. */
const onlyHost = (section: string): Leaf => ({
  path: [section, 'host'],
  style: 'text',
  description: 'Public host name',
  schema: optionalHostName,
  onlyIfDifferent: false,
  isReleased: false,
  sentinel: ({ text }) => text,
  read: ({ hosts: [host = ''] }) => host,
  write: (environment, value) => ({
    ...environment,
    hosts: textIn(value) === '' ? [] : [textIn(value)],
  }),
});

const roles: readonly Role[] = [
  'configuration',
  'secret',
  'messaging',
  'store',
  'pooler',
  'backup',
  'workload',
  'route',
  'monitor',
];

/** Sync waves follow from what an environment has, so they may differ. */
export const wavesPart = (): Part => ({
  leaves: leavesOf(
    'syncWaves',
    theEnvironment,
    roles.map((role): Row => ({
      value: role,
      from: `waves.${role}`,
      style: 'number',
      description: `Argo CD sync wave of each ${role}`,
      schema: waveNumber,
      onlyIfDifferent: true,
    })),
    [],
  ),
  toggles: [],
  forms: [],
  helpers: [],
});
