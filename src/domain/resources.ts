import * as z from 'zod';
import { bytesOf, millicores } from './quantities.ts';
import { bytes, cpu } from './values.ts';

const amounts = z.strictObject({
  cpu: cpu.optional().describe('Cores or millicores'),
  memory: bytes.optional().describe('Memory'),
  'ephemeral-storage': bytes.optional().describe('Disk for logs and temporary files'),
});

/** Requests and limits; what is left out gets the default of its owner. */
export const resources = z.strictObject({
  requests: amounts.default({}).describe('Resources that the scheduler reserves'),
  limits: amounts.default({}).describe('Resources that must not be exceeded'),
});

/** Requests and limits as written. */
export type ResourcesConfig = z.output<typeof resources>;

/** Requests and limits, complete. */
export interface ResourcesPlan {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

/** An amount of each kind. */
export type Amounts = Readonly<Record<'cpu' | 'memory' | 'ephemeral-storage', string>>;

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
