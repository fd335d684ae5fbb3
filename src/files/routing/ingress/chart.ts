import type { Owner } from '../../../plan/chart-owners.ts';
import { mainGroup } from '../../../plan/routing/host-groups.ts';
import type { Plan } from '../../../plan/plan.ts';
import type { Leaf, Part } from '../../chart-parts/leaf.ts';
import { textIn } from '../../chart-parts/part-values.ts';
import { leavesOf, togglesOf, type Row } from '../../chart-parts/rows.ts';
import type { ValueSwitch } from '../../../render/chart-value.ts';
import { dnsLabel, optionalHostName } from '../../../render/value-schemas.ts';
import { theEnvironment } from '../../chart-parts/subject.ts';
import { hostRows, switchesOf } from '../chart-rows.ts';

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
    description: 'Namespace of the controller, admitted by network policies',
    schema: dnsLabel,
  },
];

const tls: ValueSwitch = {
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

/** The IngressClass, the hosts and the issuer of their certificate become values. */
export function chartPart(plan: Plan, { section }: Owner): Part {
  const isOne = plan.environments.every(
    ({ hosts, hostGroups }) =>
      hosts.length <= 1 && Object.keys(hostGroups).every((group) => group === mainGroup),
  );
  const switches = switchesOf(plan);
  return {
    leaves: [
      ...leavesOf(section, theEnvironment, ingressRows, switches),
      ...(isOne ? [onlyHost(section)] : leavesOf(section, theEnvironment, hostRows(plan), [])),
      ...leavesOf(section, theEnvironment, [issuer], [tls]),
    ],
    toggles: togglesOf(section, theEnvironment, [...switches, tls]),
    constants: [],
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
  read: ({ hostGroups }) => hostGroups[mainGroup]?.[0] ?? '',
  write: (environment, value) => ({
    ...environment,
    hostGroups: textIn(value) === '' ? {} : { [mainGroup]: [textIn(value)] },
  }),
});
