import type { EnvironmentConfig } from '../config/config.ts';
import { resolvers, type Resolver } from '../domain/resolver.ts';

/** Who answers the DNS queries of the pods of an environment. */
export function resolverOf(dns: EnvironmentConfig['dns']): Resolver {
  if (dns === undefined) return resolvers.usual;
  return typeof dns === 'string'
    ? resolvers[dns]
    : { pods: undefined, cidrs: [dns.cidr], port: dns.port };
}
