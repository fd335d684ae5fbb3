import { expect, test } from 'vitest';
import { bytesOf, millicores, storedQuantity } from '../../src/domain/quantities.ts';
import { bytes, cpu } from '../../src/domain/values.ts';

// What resource.Quantity of Go (k8s.io/apimachinery 0.36) makes of them, but for the last two: with three decimals it
// keeps what was written, and what we write it keeps too.
test.each([
  ['0.5', '500m'],
  ['0.50', '500m'],
  ['0.005', '5m'],
  ['1.5', '1500m'],
  ['2.0', '2'],
  ['1000m', '1'],
  ['1500m', '1500m'],
  ['999000m', '999'],
  ['3', '3'],
  ['1.500', '1500m'],
  ['10.001', '10001m'],
])('%s of a CPU is stored as %s', (written, stored) => {
  expect(cpu.parse(written)).toBe(stored);
  expect(cpu.parse(stored)).toBe(stored);
  expect(millicores(stored)).toBeCloseTo(millicores(written));
});

test.each([
  ['1024Mi', '1Gi'],
  ['1536Mi', '1536Mi'],
  ['1024Ki', '1Mi'],
  ['1048576Ki', '1Gi'],
  ['1Ki', '1Ki'],
  ['10Gi', '10Gi'],
  ['3072Mi', '3Gi'],
  ['2048Gi', '2Ti'],
  ['999424Gi', '976Ti'],
  ['999Ti', '999Ti'],
  ['9999999Ki', '9999999Ki'],
])('%s of memory is stored as %s', (written, stored) => {
  expect(bytes.parse(written)).toBe(stored);
  expect(bytes.parse(stored)).toBe(stored);
  expect(bytesOf(stored)).toBe(bytesOf(written));
});

test.each(['', '0', 'x', '1G', '1.2345', '12 Mi'])('%o, which no schema admits, stays', (text) => {
  expect(storedQuantity(text)).toBe(text);
});
