import { addressesIn, type Dialed } from '../domain/dialed.ts';
import { variablesIn } from '../domain/names.ts';
import { isCovered, openingsTo, type DialedDestination, type Opening } from '../domain/openings.ts';
import { ownServiceAt, ownServices, type OwnService } from './own-services.ts';
import type { EnvironmentPlan, Plan, WorkloadPlan } from './plan.ts';

/** Addresses in variables that no NetworkPolicy admits: whether a component connects there, only its people know. */
export function addressWarnings(plan: Plan): readonly string[] {
  const hosts = plan.environments.flatMap((environment) => environment.hosts);
  return plan.environments.flatMap((environment) =>
    environment.workloads.flatMap((workload) =>
      Object.entries(workload.env).flatMap(([variable, value]) => {
        const { dialed, named } = addressesIn(variable, value);
        const others = named.filter(({ host }) => !hosts.includes(host));
        const filled = [...dialed, ...others].filter(({ host }) =>
          variablesIn(host).every((name) => environment.variables.includes(name)),
        );
        return filled.flatMap((address) =>
          missing(address, { plan, environment, workload }).map(
            (what) =>
              `${variable} of ${workload.component.name} names ` +
              `${shown(address)}, which its NetworkPolicy does not admit. ${what}`,
          ),
        );
      }),
    ),
  );
}

const placesIn =
  ({ namespace, workloads }: EnvironmentPlan) =>
  (name: string): string =>
    workloads.find(({ component }) => component.name === name)?.namespace ?? namespace;

const shown = ({ host, port }: Dialed): string =>
  `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;

interface Place {
  readonly plan: Plan;
  readonly environment: EnvironmentPlan;
  readonly workload: WorkloadPlan;
}

/** What to write so that an address is admitted; nothing where it is. */
function missing(address: Dialed, { plan, environment, workload }: Place): readonly string[] {
  const { component, egress } = workload;
  const { namespace } = workload;
  const at = `components.${component.name}`;
  const isShared = plan.environments.length > 1;
  const own = ownServiceAt(
    address.host,
    ownServices(plan.components, environment.stores, placesIn(environment)),
    namespace,
  );
  if (own !== undefined)
    return isUsed(own, workload)
      ? []
      : [`If it connects there, add '${own.of}' to ${at}.${own.key}.`];
  return openingsTo(address)
    .filter((opening) =>
      [opening, sayable(opening, namespace)].every(
        (wanted) =>
          !isCovered(wanted, egress) &&
          // Few schemes tell the protocol, and who has opened either has thought of it.
          !isCovered({ ...wanted, protocol: wanted.protocol === 'TCP' ? 'UDP' : 'TCP' }, egress),
      ),
    )
    .map((opening) => {
      // Each environment has a namespace of its own, so this entry is not one for all of them.
      const place =
        opening.to.kind === 'beside' && isShared
          ? `environments.${environment.name}.overrides.${at}, with all that its egress says already,`
          : `${at}:`;
      return `If it connects there, add to ${place} egress: [${entryOf(sayable(opening, namespace))}].`;
    });
}

const isUsed = ({ key, of, service }: OwnService, workload: WorkloadPlan): boolean =>
  key === 'stores'
    ? workload.stores.some((store) => store.key === of)
    : [workload.component, ...workload.calls].some(({ objectName }) => objectName === service);

/** The same as the option can say it: who writes all addresses means names too. */
function sayable(
  { to, ...rest }: Opening<DialedDestination>,
  namespace: string,
): Opening<DialedDestination> {
  const said: Readonly<Record<DialedDestination['kind'], DialedDestination>> = {
    anywhere: { kind: 'network', cidr: '0.0.0.0/0' },
    beside: { kind: 'namespace', namespace },
    network: to,
    namespace: to,
  };
  return { ...rest, to: said[to.kind] };
}

/** An opening as people write it. */
const entryOf = ({ to, protocol, ports }: Opening<DialedDestination>): string =>
  `{ ${Object.entries(to)
    .flatMap(([key, value]) => (key === 'kind' ? [] : [`${key}: '${value}'`]))
    .join(
      ', ',
    )}, ports: [${ports.join(', ')}]${protocol === 'TCP' ? '' : `, protocol: '${protocol}'`} }`;
