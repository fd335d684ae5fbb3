import { createPublicKey } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCertificate, refuseOutdated } from '../../src/secrets/certificate.ts';
import { sealValue, shapeProblem } from '../../src/secrets/ciphertext.ts';
import { labelOf, scopeOf, annotationsOf } from '../../src/secrets/scope.ts';
import { aCertificate, day, rsaKey } from './a-certificate.ts';
import { unsealed } from './unseal.ts';

const key = rsaKey();
const place = { namespace: 'orders-prod', name: 'redis-auth' };
const scopes = ['strict', 'namespace-wide', 'cluster-wide'] as const;

test('what is sealed opens again under its label, whatever its bytes are', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), fc.constantFrom(...scopes), (bytes, scope) => {
      const label = labelOf(scope, place);
      const sealed = sealValue(Buffer.from(bytes), key.publicKey, label);
      expect(shapeProblem(sealed, 256)).toBeUndefined();
      expect(unsealed(sealed, key.privateKey, label).equals(bytes)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test.each([
  ['strict', { ...place, name: 'other' }],
  ['strict', { ...place, namespace: 'orders-dev' }],
  ['namespace-wide', { ...place, namespace: 'orders-dev' }],
] as const)('a value sealed %s does not open at %j', (scope, other) => {
  const sealed = sealValue(Buffer.from('x'), key.publicKey, labelOf(scope, place));
  expect(() => unsealed(sealed, key.privateKey, labelOf(scope, other))).toThrow(/oaep|decod/i);
});

test('namespace-wide opens under every name, cluster-wide everywhere', () => {
  expect(labelOf('namespace-wide', place)).toBe(
    labelOf('namespace-wide', { ...place, name: 'other' }),
  );
  expect(labelOf('cluster-wide', place)).toBe(
    labelOf('cluster-wide', { namespace: 'a', name: 'b' }),
  );
});

test.each(scopes)('the annotations of scope %s are read back', (scope) => {
  expect(scopeOf(annotationsOf(scope))).toBe(scope);
});

test('the same value is never sealed to the same text twice', () => {
  const texts = Array.from({ length: 20 }, () => sealValue(Buffer.from('x'), key.publicKey, 'a/b'));
  expect(new Set(texts).size).toBe(texts.length);
});

const whole = sealValue(Buffer.from('x'), key.publicKey, 'a/b');
test.each<[string, unknown, RegExp | undefined]>([
  ['a sealed value', whole, undefined],
  ['nothing', '', /empty/],
  ['a number', 12, /empty/],
  ['plain text', 'hunter2!', /base64/],
  ['base64 of something else', Buffer.alloc(400, 'a').toString('base64'), /RSA key|cut off/],
  [
    'a cut-off value',
    Buffer.from(whole, 'base64').subarray(0, 260).toString('base64'),
    /is truncated/,
  ],
  ['a line break in it', `${whole.slice(0, 20)}\n${whole.slice(20)}`, /base64/],
  [
    'a value for a larger key',
    sealValue(Buffer.from('x'), rsaKey(3072).publicKey, 'a/b'),
    /3072 bits, but the certificate has 2048/,
  ],
])('the shape of %s is judged', (_, text, problem) => {
  const found = shapeProblem(text, 256);
  if (problem === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(problem);
});

test('a certificate gives its key and its time', () => {
  const until = new Date(Math.ceil(Date.now() / 1000) * 1000 + 9 * day);
  const certificate = parseCertificate(aCertificate({ until, key }).pem, 'cert.pem');
  expect(certificate).toMatchObject({ rsaBytes: 256, until });
  expect(certificate.publicKey.export({ type: 'spki', format: 'pem' })).toBe(
    createPublicKey(key.privateKey).export({ type: 'spki', format: 'pem' }),
  );
});

test.each([
  ['that has expired', { until: new Date(Date.now() - day) }, /cert\.pem has expired on \d{4}-/],
  ['that is not valid yet', { from: new Date(Date.now() + day) }, /valid from/],
])('a certificate %s is refused with what to do', (_, times, message) => {
  const certificate = parseCertificate(aCertificate({ ...times, key }).pem, 'cert.pem');
  expect(() => {
    refuseOutdated(certificate, 'cert.pem', { now: new Date(), fetch: 'fetch-it' });
  }).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(message),
      hint: expect.stringContaining('fetch-it'),
      exitCode: 3,
    }),
  );
});

test.each([
  ['something else', 'hello\n', /not a certificate in PEM form/],
  ['a private key', aCertificate({ key }).privatePem, /contains a private key/],
])('%s is no certificate', (_, pem, message) => {
  expect(() => parseCertificate(pem, 'cert.pem')).toThrow(message);
});
