import { BlockList, isIPv6 } from 'node:net';
import { at, listAt, selects, textAt, type Plain } from '../model.ts';

/** One end of a connection: a pod of a namespace, or an address outside of the cluster or of a node. */
export type End = Pod | Address;
export interface Pod {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Plain;
}
export interface Address {
  readonly name: string;
  readonly ip: string;
}

/** A connection that somebody tries. */
export interface Attempt {
  readonly from: End;
  readonly to: End;
  readonly port: number;
  readonly protocol: string;
}

/** As a CNI decides: both ends must allow it, where a policy of the namespace selects them. */
export function isAdmitted(
  policies: readonly Plain[],
  namespace: string,
  attempt: Attempt,
): boolean {
  const allows = (
    self: End,
    other: End,
    [type, direction, peers]: readonly [string, string, string],
  ): boolean => {
    const own = policies.filter(
      (policy) =>
        'labels' in self &&
        self.namespace === namespace &&
        matches(at(policy, 'spec', 'podSelector'), self.labels) &&
        (at(policy, 'spec', 'policyTypes') as readonly string[]).includes(type),
    );
    return (
      own.length === 0 ||
      own.some((policy) =>
        listAt(policy, 'spec', direction).some(
          (rule) =>
            hasPort(listAt(rule, 'ports'), attempt) &&
            (at(rule, peers) === undefined ||
              listAt(rule, peers).length === 0 ||
              listAt(rule, peers).some((peer) => isPeer(peer, other, namespace))),
        ),
      )
    );
  };
  const { from, to } = attempt;
  return (
    allows(from, to, ['Egress', 'egress', 'to']) && allows(to, from, ['Ingress', 'ingress', 'from'])
  );
}

const hasPort = (ports: readonly Plain[], { port, protocol }: Attempt): boolean =>
  ports.length === 0 ||
  ports.some(
    (known) =>
      (known['protocol'] ?? 'TCP') === protocol &&
      (known['port'] === undefined || known['port'] === port),
  );

function isPeer(peer: Plain, end: End, namespace: string): boolean {
  const block = at(peer, 'ipBlock');
  if (block !== undefined)
    return (
      'ip' in end &&
      lies(end.ip, textAt(block, 'cidr')) &&
      !((at(block, 'except') ?? []) as readonly string[]).some((cidr) => lies(end.ip, cidr))
    );
  if (!('labels' in end)) return false;
  const spaces = at(peer, 'namespaceSelector');
  const isThere =
    spaces === undefined
      ? end.namespace === namespace
      : matches(spaces, { 'kubernetes.io/metadata.name': end.namespace });
  const pods = at(peer, 'podSelector');
  return isThere && (pods === undefined || matches(pods, end.labels));
}

/** A selector without anything selects everything; one that this cannot read is no reason to be silent. */
function matches(selector: unknown, labels: Plain): boolean {
  const unknown = Object.keys((selector ?? {}) as Plain).filter((key) => key !== 'matchLabels');
  if (unknown.length > 0) throw new Error(`teach the CNI of the tests ${unknown.join(', ')}`);
  return selects(at(selector, 'matchLabels'), labels);
}

/** Whether an address lies in a network, as Node decides. */
export function lies(ip: string, cidr: string): boolean {
  const [network = '', length = ''] = cidr.split('/');
  if (isIPv6(network) !== isIPv6(ip)) return false;
  const family = isIPv6(ip) ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(network, Number(length), family);
  return list.check(ip, family);
}
