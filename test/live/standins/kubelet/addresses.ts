import type { Pod } from './pod.ts';

/** The addresses of pods, each with one of its own in 10.244.0.0/16 for as long as it lives. */
export interface AddressBook {
  readonly of: (pod: Pod) => string;
  readonly free: (pod: Pod) => void;
}

/** Opens an empty book; a pod that has an address already keeps it. */
export function addressBook(): AddressBook {
  const given = new Map<string, string>();
  let last = 0;
  const next = (): string => {
    do last = (last % 0xfffe) + 1;
    while (taken(last));
    return written(last);
  };
  const taken = (number: number): boolean => [...given.values()].includes(written(number));
  return {
    of: ({ metadata: { uid = '' }, status }) => {
      const address = given.get(uid) ?? status.podIP ?? next();
      given.set(uid, address);
      return address;
    },
    free: ({ metadata: { uid = '' } }) => void given.delete(uid),
  };
}

const written = (number: number): string =>
  `10.244.${String(Math.floor(number / 256))}.${String(number % 256)}`;
