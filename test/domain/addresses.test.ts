import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  canonicalCidr,
  containsNetwork,
  isAddress,
  networkOfAddress,
} from '../../src/domain/addresses.ts';

const ipv4 = fc.ipV4();
const ipv6 = fc.ipV6().filter((text) => !text.includes('.'));
const family = (text: string) => (text.includes(':') ? 'ipv6' : 'ipv4');

test.each([
  ['10.0.0.5/8', '10.0.0.0/8'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['203.0.113.7/32', '203.0.113.7/32'],
  ['1.2.3.4/0', '0.0.0.0/0'],
  ['2001:DB8:0:0::1/32', '2001:db8::/32'],
  ['2001:db8:0:1:0:0:0:1/128', '2001:db8:0:1::1/128'],
  ['2001:db8:0:0:1:0:0:1/128', '2001:db8::1:0:0:1/128'],
  ['1:0:2:3:4:5:6:7/128', '1:0:2:3:4:5:6:7/128'],
  ['::1/0', '::/0'],
  ['10.0.0.0', undefined],
  ['10.0.0.0/33', undefined],
  ['10.0.0.0/08', undefined],
  ['010.0.0.0/8', undefined],
  ['10.0.0/8', undefined],
  ['::/129', undefined],
  ['1::2::3/64', undefined],
  ['::ffff:10.0.0.1/128', undefined],
  ['::ffff:a00:1/128', undefined],
  ['example.com/8', undefined],
])('%s is written %s', (text, canonical) => {
  expect(canonicalCidr(text)).toBe(canonical);
});

test('what is an address, and how it is written, is what Node says', () => {
  fc.assert(
    fc.property(fc.oneof(ipv4, ipv6), (text) => {
      fc.pre(!/^(0*:)*:*ffff:[^:]*:[^:]*$/i.test(text));
      expect(isAddress(text)).toBe(isIP(text) > 0);
      const { hostname } = new URL(`http://${text.includes(':') ? `[${text}]` : text}`);
      expect(networkOfAddress(text)?.split('/')[0]).toBe(hostname.replaceAll(/[[\]]/g, ''));
    }),
  );
});

test('an address lies in a network as Node decides', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.tuple(ipv4, ipv4), fc.tuple(ipv6, ipv6), fc.tuple(ipv4, ipv6)),
      fc.integer({ min: 0, max: 128 }),
      fc.boolean(),
      ([network, other], size, isNear) => {
        const length = family(network) === 'ipv4' ? Math.min(size, 32) : size;
        const cidr = canonicalCidr(`${network}/${length}`);
        const address = isNear ? network : other;
        fc.pre(cidr !== undefined && isAddress(address));
        const list = new BlockList();
        list.addSubnet(network, length, family(network));
        expect(containsNetwork(cidr ?? '', networkOfAddress(address) ?? '')).toBe(
          family(network) === family(address) && list.check(address, family(address)),
        );
      },
    ),
  );
});
