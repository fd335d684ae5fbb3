import type { EnvironmentConfig } from '../../config/config.ts';
import { alikeHosts, routesOf } from '../../config/hosts.ts';
import { camelCase, freeName } from '../../domain/free-name.ts';
import { slugOf } from '../../domain/names.ts';
import type { ParsedConfig } from '../../config/schema/schema.ts';

/** Hosts that answer alike, by the name of their group. */
export type HostGroups = Readonly<Record<string, readonly string[]>>;

/** The group of the first host that the environment itself names. */
export const mainGroup = 'main';

/** A group of hosts, with the routes on them; without hosts it is that of routes that wait for some. */
export interface HostGroup {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly routes: readonly ParsedConfig['components'][string]['routes'][number][];
}

/** The groups of an environment; their names are the same in all environments that begin hosts with the same labels. */
export function hostGroupsOf(environment: EnvironmentConfig): readonly HostGroup[] {
  const taken = new Set([mainGroup]);
  const routes = routesOf(environment).filter(({ enabled }) => enabled);
  return alikeHosts(environment, routes).map(({ hosts, routes: on }) => ({
    name: hosts[0] === environment.hosts[0] ? mainGroup : groupName(hosts[0] ?? '', taken),
    hosts,
    routes: on.map(({ route }) => route),
  }));
}

/**
 * `api.example.com` → `api`, with the host behind it where another
 * group is called so, as far as names may be long.
 */
function groupName(host: string, taken: Set<string>): string {
  const whole = slug(host).slice(0, 100).replace(/-+$/, '');
  const name = freeName(slug(host.split('.')[0] ?? ''), whole, taken);
  taken.add(name).add(camelCase(name));
  return name;
}

/** A name of letters, digits and dashes that begins with a letter. */
const slug = (text: string): string => slugOf(text).replace(/^(?=\d|$)/, 'host');
