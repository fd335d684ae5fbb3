import { bytesOf, millicores } from './quantities.ts';

/** Cores in millicores and memory in MiB. */
export interface Load {
  readonly cpu: number;
  readonly memory: number;
}

/** Two loads together. */
export const plus = (a: Load, b: Load): Load => ({
  cpu: a.cpu + b.cpu,
  memory: a.memory + b.memory,
});

/** A load several times. */
export const times = (count: number, { cpu, memory }: Load): Load => ({
  cpu: count * cpu,
  memory: count * memory,
});

interface Amounts {
  readonly cpu?: string | undefined;
  readonly memory?: string | undefined;
}

/** What pods request; a default gives way to a lower limit. */
export function requestedLoad(
  { requests, limits }: { readonly requests: Amounts; readonly limits: Amounts },
  defaults: Required<Amounts>,
): Load {
  const least = (kind: 'cpu' | 'memory', amountOf: (quantity: string) => number): number => {
    const otherwise = defaults[kind] ?? '0';
    return requests[kind] === undefined
      ? Math.min(amountOf(otherwise), amountOf(limits[kind] ?? otherwise))
      : amountOf(requests[kind]);
  };
  return { cpu: least('cpu', millicores), memory: Math.ceil(least('memory', bytesOf) / 2 ** 20) };
}

/** As people write it: `1.2 CPU, 3.5 GiB`. */
export const loadText = ({ cpu, memory }: Load): string =>
  `${Math.round(cpu / 10) / 100} CPU, ${Math.round(memory / 10.24) / 100} GiB`;
