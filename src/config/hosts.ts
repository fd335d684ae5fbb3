import type { EnvironmentConfig } from './config.ts';
import type { ParsedConfig } from './schema/schema.ts';

type Component = ParsedConfig['components'][string];
type Route = Component['routes'][number];

/** A host as it is written, and where. */
export interface WrittenHost {
  readonly text: string;
  readonly at: string;
}

/** Whether a host is one label, which a domain must complete. */
export const isLabel = (host: string): boolean => !host.includes('.');

/** A host in full; as it is written where no domain completes it. */
export const hostIn = ({ domain }: Pick<EnvironmentConfig, 'domain'>, host: string): string =>
  isLabel(host) && domain !== undefined ? `${host}.${domain}` : host;

/** The hosts that components of an environment write for their routes, and that routes write for themselves. */
export const writtenHosts = ({ here }: EnvironmentConfig): readonly WrittenHost[] =>
  Object.entries(here.components).flatMap(([key, { hosts = [], routes }]) => [
    ...hosts.map((text, index) => ({ text, at: `components.${key}.hosts.${index}` })),
    ...routes.flatMap(({ host }, index) =>
      host === undefined ? [] : [{ text: host, at: `components.${key}.routes.${index}.host` }],
    ),
  ]);

/** A route in an environment. */
export interface RouteHere {
  /** The component, and whether it runs. */
  readonly key: string;
  readonly enabled: boolean;
  readonly namespace: string | undefined;
  /** The path in the config. */
  readonly at: string;
  readonly route: Route;
  /** The hosts that it is on, in full, and where in the config they are said. */
  readonly hosts: readonly string[];
  readonly hostsAt: string;
}

/** All routes of an environment. */
export const routesOf = (environment: EnvironmentConfig): readonly RouteHere[] =>
  Object.entries(environment.here.components).flatMap(
    ([key, { enabled, namespace, hosts, routes }]) =>
      routes.map((route, index): RouteHere => {
        const at = `components.${key}.routes.${index}`;
        const where = { key, enabled, namespace, at, route };
        if (route.host !== undefined)
          return { ...where, hosts: [hostIn(environment, route.host)], hostsAt: `${at}.host` };
        return hosts === undefined
          ? { ...where, hosts: environment.hosts, hostsAt: usualHostsAt(environment) }
          : {
              ...where,
              hosts: hosts.map((host) => hostIn(environment, host)),
              hostsAt: `components.${key}.hosts`,
            };
      }),
  );

/** Where an environment says the hosts of what names none of its own. */
export const usualHostsAt = ({ name }: Pick<EnvironmentConfig, 'name'>): string =>
  `environments.${name}.hosts`;

/** Hosts that answer alike, and the routes on them. */
export interface AlikeHosts {
  readonly hosts: readonly string[];
  readonly routes: readonly RouteHere[];
}

/**
 * The hosts of an environment by the routes on them, those of the environment first. Each host is there once,
 * because Istio does not order the routes of two VirtualServices of one host. Routes that wait for the environment
 * to get hosts are on none.
 */
export function alikeHosts(
  environment: EnvironmentConfig,
  routes: readonly RouteHere[],
): readonly AlikeHosts[] {
  const waiting = routes.filter(
    ({ hosts, hostsAt }) => hosts.length === 0 && hostsAt === usualHostsAt(environment),
  );
  const hosts = new Set([...environment.hosts, ...routes.flatMap((route) => route.hosts)]);
  const found = new Map<
    string,
    { readonly hosts: string[]; readonly routes: readonly RouteHere[] }
  >();
  for (const host of hosts) {
    const own = routes.filter((route) => route.hosts.includes(host));
    const alike = own.map(({ at }) => at).join(' ');
    const known = found.get(alike);
    if (known !== undefined) known.hosts.push(host);
    else if (own.length > 0) found.set(alike, { hosts: [host], routes: own });
  }
  return [...(waiting.length === 0 ? [] : [{ hosts: [], routes: waiting }]), ...found.values()];
}

/** All hosts of an environment, in full, each once. */
export const allHosts = (environment: EnvironmentConfig): readonly string[] => [
  ...new Set([
    ...environment.hosts,
    ...routesOf(environment).flatMap(({ enabled, hosts }) => (enabled ? hosts : [])),
  ]),
];
