/** A network by its first address: as long as there are bits, the rest is free. */
interface Network {
  readonly first: bigint;
  readonly width: 32 | 128;
  readonly length: number;
}

/** Whether a text is an IPv4 or IPv6 address, as Kubernetes takes it: no leading zeros, no IPv4 inside IPv6. */
export const isAddress = (text: string): boolean => addressOf(text) !== undefined;

/** The network of one address alone: `10.0.0.5` → `10.0.0.5/32`; nothing for what is no address. */
export function networkOfAddress(text: string): string | undefined {
  const address = addressOf(text);
  return address === undefined ? undefined : written({ ...address, length: address.width });
}

/** A CIDR range as Kubernetes takes it, without host bits: `10.0.0.5/8` → `10.0.0.0/8`; nothing for what is none. */
export function canonicalCidr(text: string): string | undefined {
  const network = networkOf(text);
  return network === undefined ? undefined : written(network);
}

/** Whether all of one network lies in another. */
export function containsNetwork(outer: string, inner: string): boolean {
  const [around, within] = [networkOf(outer), networkOf(inner)];
  return (
    around !== undefined &&
    within !== undefined &&
    around.width === within.width &&
    around.length <= within.length &&
    around.first === masked({ ...within, length: around.length })
  );
}

function networkOf(text: string): Network | undefined {
  const [host = '', length = '', ...rest] = text.split('/');
  const address = addressOf(host);
  if (address === undefined || rest.length > 0 || !/^(0|[1-9][0-9]{0,2})$/.test(length))
    return undefined;
  const network = { ...address, length: Number(length) };
  return network.length > network.width ? undefined : { ...network, first: masked(network) };
}

function masked({ first, width, length }: Network): bigint {
  const free = BigInt(width - length);
  return (first >> free) << free;
}

function addressOf(text: string): Pick<Network, 'first' | 'width'> | undefined {
  if (text.includes(':')) {
    const first = joined(groupsOf(text.toLowerCase()), 16n);
    return first === undefined || first >> 32n === mapped ? undefined : { first, width: 128 };
  }
  const parts = text.split('.');
  const isWhole = parts.length === 4 && parts.every((part) => octet.test(part));
  const first = joined(isWhole ? parts.map(Number) : undefined, 8n);
  return first === undefined ? undefined : { first, width: 32 };
}

/** How an IPv6 address begins that is an IPv4 address. */
const mapped = 0xffffn;

const octet = /^(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$/;

/** The eight groups of an IPv6 address, those that `::` leaves out too. */
function groupsOf(text: string): readonly number[] | undefined {
  const halves = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const [start = [], end = []] = halves;
  const all = [...start, ...end];
  if (halves.length > 2 || !all.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return undefined;
  const isWhole = halves.length === 2 ? all.length < 8 : all.length === 8;
  if (!isWhole) return undefined;
  const left = Array.from({ length: 8 - all.length }, () => '0');
  return [...start, ...left, ...end].map((group) => Number.parseInt(group, 16));
}

const joined = (parts: readonly number[] | undefined, bits: bigint): bigint | undefined =>
  parts?.reduce((all, part) => (all << bits) | BigInt(part), 0n);

/** As RFC 5952 writes it: the longest run of zeros, the first of several, becomes `::`. */
function written({ first, width, length }: Network): string {
  const bits = width === 32 ? 8 : 16;
  const parts = Array.from({ length: width / bits }, (_, index) =>
    Number((first >> BigInt(width - bits * (index + 1))) & ((1n << BigInt(bits)) - 1n)),
  );
  if (width === 32) return `${parts.join('.')}/${length}`;
  const text = parts.map((part) => part.toString(16)).join(':');
  const [longest = ''] = [...text.matchAll(/\b0(:0)+\b/g)]
    .map(([run]) => run)
    .sort((a, b) => b.length - a.length);
  const short = longest === '' ? text : text.replace(new RegExp(`(^|:)${longest}(:|$)`), '::');
  return `${short}/${length}`;
}
