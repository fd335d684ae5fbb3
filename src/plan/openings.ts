import type { ParsedConfig } from '../config/schema/schema.ts';
import { addressesIn } from '../domain/dialed.ts';
import { isCovered, openingsTo, type Opening } from '../domain/openings.ts';
import type { ExternalPlan } from './plan.ts';

type Egress = ParsedConfig['components'][string]['egress'][number];

interface OpeningsInput {
  readonly env: Readonly<Record<string, string>>;
  readonly egress: readonly Egress[];
  readonly external: readonly ExternalPlan[];
  readonly isOwn: (host: string) => boolean;
}

/**
 * What a component may send to beside stores and components of this
 * service: stores elsewhere, what its variables make it dial, and what
 * its config adds.
 */
export function openingsOf({ env, egress, external, isOwn }: OpeningsInput): readonly Opening[] {
  const written = [
    ...external.map(({ cidr, port }): Opening => ({
      to: { kind: 'network', cidr },
      protocol: 'TCP',
      ports: [port],
    })),
    ...egress.map(openingOf),
  ];
  const dialed = Object.entries(env)
    .flatMap(([variable, value]) => addressesIn(variable, value).dialed)
    .filter(({ host }) => !isOwn(host))
    .flatMap(openingsTo);
  return dialed.reduce<readonly Opening[]>(
    (all, opening) => (isCovered(opening, all) ? all : [...all, opening]),
    written,
  );
}

const openingOf = (written: Egress): Opening => ({
  to:
    'cidr' in written
      ? { kind: 'network', cidr: written.cidr }
      : {
          kind: 'namespace',
          namespace: written.namespace,
          ...(written.pods === undefined ? {} : { pods: written.pods }),
        },
  protocol: written.protocol,
  ports: written.ports,
});
