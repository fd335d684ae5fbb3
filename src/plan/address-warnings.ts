import { addressesIn, type Dialed } from '../domain/dialed.ts';
import { byKind, type ByKind } from '../domain/member.ts';
import { variablesIn } from '../domain/names.ts';
import { isCovered, openingsTo, type Destination, type Opening } from '../domain/openings.ts';
import { ownServiceAt, ownServices } from './own-services.ts';
import type { EnvironmentPlan, Plan, WorkloadPlan } from './plan.ts';

/** Addresses in variables that no NetworkPolicy admits: whether a component connects there, only its people know. */
export function addressWarnings(plan: Plan): readonly string[] {
  const hosts = plan.environments.flatMap((environment) => environment.hosts);
  return plan.environments.flatMap((environment) =>
    environment.workloads.flatMap((workload) =>
      Object.entries(workload.env).flatMap(([variable, value]) => {
        const { dialed, named } = addressesIn(variable, value);
        const others = named.filter(({ host }) => !hosts.includes(host));
        const real = [...dialed, ...others].filter(({ host }) =>
          variablesIn(host).every((name) => environment.variables.includes(name)),
        );
        return real.flatMap((address) =>
          missing(address, { plan, environment, workload }).map(
            (what) =>
              `${variable} of ${workload.component.name} names ` +
              `${address.host}:${address.port}, which its NetworkPolicy does not admit. ${what}`,
          ),
        );
      }),
    ),
  );
}

interface Place {
  readonly plan: Plan;
  readonly environment: EnvironmentPlan;
  readonly workload: WorkloadPlan;
}

/** What to write so that an address is admitted; nothing where it is. */
function missing(address: Dialed, { plan, environment, workload }: Place): readonly string[] {
  const { component, calls, stores, egress } = workload;
  const { namespace } = environment;
  const at = `components.${component.name}`;
  const own = ownServiceAt(
    address.host,
    ownServices(plan.components, environment.stores),
    namespace,
  );
  if (own !== undefined) {
    const isAdmitted =
      own.of === component.name ||
      calls.some(({ objectName }) => objectName === own.service) ||
      stores.some(({ key }) => key === own.of);
    return isAdmitted ? [] : [`If it connects there, add ${quoted(own.of)} to ${at}.${own.key}.`];
  }
  const [opening] = openingsTo(address);
  return opening === undefined ||
    isCovered(
      opening,
      egress.flatMap((known) => [known, ...meant(known, namespace)]),
    )
    ? []
    : [`If it connects there, add to ${at}: egress: [${entryOf(opening, namespace)}].`];
}

/** Who admits all addresses means names too, and their own namespace is pods beside them. */
function meant({ to, ...rest }: Opening, namespace: string): readonly Opening[] {
  if (to.kind === 'network' && to.cidr === everything)
    return [{ ...rest, to: { kind: 'anywhere' } }];
  return to.kind === 'namespace' && to.namespace === namespace
    ? [{ ...rest, to: { kind: 'beside' } }]
    : [];
}

const everything = '0.0.0.0/0';

/** The option that admits an opening, as people write it. */
const entryOf = ({ to, ports }: Opening, namespace: string): string =>
  `{ ${byKind(destinations, to, namespace)}, ports: [${ports.join(', ')}] }`;

const destinations: ByKind<Destination, [string], string> = {
  anywhere: () => `cidr: ${quoted(everything)}`,
  network: ({ cidr }) => `cidr: ${quoted(cidr)}`,
  namespace: ({ namespace }) => `namespace: ${quoted(namespace)}`,
  beside: (_, namespace) => `namespace: ${quoted(namespace)}`,
};

const quoted = (text: string): string => `'${text}'`;
