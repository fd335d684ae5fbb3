import { containsNetwork, networkOfAddress } from './addresses.ts';
import type { Dialed } from './dialed.ts';

/** Where pods send to, as far as a NetworkPolicy can tell. */
export type Destination =
  /** Every address and every pod: what a name leads to is known only to those who resolve it. */
  | { readonly kind: 'anywhere' }
  | { readonly kind: 'network'; readonly cidr: string }
  /** All pods of a namespace, or those with these labels. */
  | {
      readonly kind: 'namespace';
      readonly namespace: string;
      readonly pods?: Readonly<Record<string, string>>;
    }
  /** Pods beside their own. */
  | { readonly kind: 'beside' };

/** Where a host leads: it may tell a namespace, and never which pods. */
export type DialedDestination =
  | Exclude<Destination, { readonly kind: 'namespace' }>
  | DialedNamespace;

interface DialedNamespace {
  readonly kind: 'namespace';
  readonly namespace: string;
}

/** What one pod may send to, by one protocol on some ports. */
export interface Opening<To extends Destination = Destination> {
  readonly to: To;
  readonly protocol: Protocol;
  readonly ports: readonly number[];
}

export type Protocol = 'TCP' | 'UDP';

/** Whether all that one opening admits is admitted by others too. */
export const isCovered = (opening: Opening, by: readonly Opening[]): boolean =>
  opening.ports.every((port) =>
    by.some(
      ({ to, protocol, ports }) =>
        protocol === opening.protocol && ports.includes(port) && leadsTo(to, opening.to),
    ),
  );

function leadsTo(wide: Destination, narrow: Destination): boolean {
  if (wide.kind === 'anywhere') return true;
  if (wide.kind === 'network')
    return narrow.kind === 'network' && containsNetwork(wide.cidr, narrow.cidr);
  // A host tells a namespace and no pods: who names some of its pods means those behind the host.
  if (wide.kind === 'namespace')
    return narrow.kind === 'namespace' && wide.namespace === narrow.namespace;
  return wide.kind === narrow.kind;
}

/** What lets a pod dial a host; nothing for the pod itself. */
export const openingsTo = ({
  host,
  port,
  protocol,
}: Dialed): readonly Opening<DialedDestination>[] =>
  isSelf(host) ? [] : [{ to: destinationOf(host), protocol: protocol ?? 'TCP', ports: [port] }];

function destinationOf(host: string): DialedDestination {
  const cidr = networkOfAddress(host);
  if (cidr !== undefined) return { kind: 'network', cidr };
  const namespace = /^.+\.([^.]+)\.svc(\.cluster\.local)?$/.exec(host)?.[1];
  if (namespace !== undefined) return { kind: 'namespace', namespace };
  return /^[a-z0-9-]+$/.test(host) ? { kind: 'beside' } : { kind: 'anywhere' };
}

/** Names and addresses that lead back to the pod. */
const isSelf = (host: string): boolean =>
  /(^|\.)localhost$/.test(host) ||
  ['127.0.0.0/8', '0.0.0.0/32', '::1/128', '::/128'].some((own) =>
    containsNetwork(own, networkOfAddress(host) ?? ''),
  );
