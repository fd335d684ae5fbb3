import { bytesOf, millicores } from '../domain/quantities.ts';
import type { ParsedConfig } from '../config/schema/schema.ts';
import type { Amounts, ResourcesPlan } from './plan.ts';

type ResourcesConfig = ParsedConfig['components'][string]['resources'];

const kinds = ['cpu', 'memory', 'ephemeral-storage'] as const;

/** Completes requests and limits from defaults; a default gives way where it would put a request above its limit. */
export function resourcesPlan(
  { requests, limits }: ResourcesConfig,
  defaults: ResourcesPlan,
): ResourcesPlan {
  const requested: Record<string, string> = {};
  const limited: Record<string, string> = {};
  for (const kind of kinds) {
    const [request, limit] = [
      requests[kind] ?? defaults.requests[kind],
      limits[kind] ?? defaults.limits[kind],
    ];
    const fits = amount(kind, request) <= amount(kind, limit);
    requested[kind] = fits || requests[kind] !== undefined ? request : limit;
    limited[kind] = fits || limits[kind] !== undefined ? limit : request;
  }
  return { requests: amountsOf(requested), limits: amountsOf(limited) };
}

const amount = (kind: (typeof kinds)[number], quantity: string): number =>
  kind === 'cpu' ? millicores(quantity) : bytesOf(quantity);

const amountsOf = ({
  cpu = '',
  memory = '',
  'ephemeral-storage': storage = '',
}: Record<string, string>): Amounts => ({ cpu, memory, 'ephemeral-storage': storage });
