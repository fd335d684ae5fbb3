import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { MAX_CERTIFICATE_BYTES, parseCertificate } from '../../src/secrets/certificate.ts';
import { sealValue, shapeProblem } from '../../src/secrets/ciphertext.ts';
import { keyId } from '../../src/secrets/public-key.ts';
import { aCertificate, rsaKey } from './a-certificate.ts';
import { unsealed } from './unseal.ts';

const key = rsaKey();
const { privateKey } = key;
const [right, other] = [aCertificate({ key }).pem, aCertificate({ key: rsaKey() }).pem];

/** A public RSA key of any size and exponent; nobody has its private half. */
function aPublicKey(bits: number, exponent = 65_537n, last = 1): KeyObject {
  const bytes = Buffer.alloc(Math.ceil(bits / 8), 0xc5);
  bytes[0] = 1 << ((bits - 1) % 8);
  bytes[bytes.length - 1] = 0xc4 | last;
  const hex = exponent.toString(16);
  return createPublicKey({
    format: 'jwk',
    key: {
      kty: 'RSA',
      n: bytes.toString('base64url'),
      e: Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url'),
    },
  });
}
const withKey = (publicKey: KeyObject): string =>
  aCertificate({ key: { publicKey, privateKey } }).pem;

test.each<[string, () => string, RegExp]>([
  ['512 bits, too few for OAEP', () => withKey(aPublicKey(512)), /its key has 512 bits/],
  ['1024 bits', () => withKey(aPublicKey(1024)), /has 1024 bits, but must have at least 2048/],
  ['2047 bits', () => withKey(aPublicKey(2047)), /has 2047 bits/],
  ['2049 bits', () => withKey(aPublicKey(2049)), /has 2049 bits, but must have a multiple of 64/],
  ['more bits than OpenSSL takes', () => withKey(aPublicKey(16_448)), /at most 16384/],
  ['the exponent 1', () => withKey(aPublicKey(2048, 1n)), /has the exponent 1, but/],
  ['the exponent 3', () => withKey(aPublicKey(2048, 3n)), /has the exponent 3, but/],
  ['an even exponent', () => withKey(aPublicKey(2048, 65_538n)), /has the exponent 65538/],
  ['an endless exponent', () => withKey(aPublicKey(2048, 2n ** 65n + 1n)), /more than 31 bits/],
  ['an even modulus', () => withKey(aPublicKey(2048, 65_537n, 0)), /cannot encrypt with RSA-OAEP/],
  [
    'a key for signatures',
    () => withKey(generateKeyPairSync('rsa-pss', { modulusLength: 1024 }).publicKey),
    /its key is of type rsa-pss, but must be RSA/,
  ],
  [
    'an elliptic curve',
    () => withKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey),
    /its key is of type ec, but must be RSA/,
  ],
  [
    'Ed25519',
    () => withKey(generateKeyPairSync('ed25519').publicKey),
    /its key is of type ed25519, but must be RSA/,
  ],
  ['no certificate', () => 'hello\n', /is not a certificate in PEM form/],
  ['nothing', () => '', /is not a certificate in PEM form/],
  ['a certificate that is cut off', () => right.slice(0, 600), /is not a certificate in PEM form/],
  [
    'one whose middle is missing',
    () => right.slice(0, 200) + right.slice(400),
    /is not a certificate in PEM form/,
  ],
  [
    'a public key alone',
    () => key.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    /is not a certificate in PEM form/,
  ],
  [
    'a private key beside it',
    () => right + privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    /contains a private key/,
  ],
  [
    'a huge file',
    () => right + 'x'.repeat(MAX_CERTIFICATE_BYTES),
    /is too large for a certificate/,
  ],
])('a certificate with %s is refused in one sentence', (_, pem, message) => {
  let refusal: unknown;
  try {
    parseCertificate(pem(), 'cert.pem');
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(UserError);
  expect(refusal).toMatchObject({ message: expect.stringMatching(message), exitCode: 3 });
  expect(String(refusal)).toMatch(/^UserError: cert\.pem [^\n]+$/);
});

test.each<[string, string]>([
  ['alone', right],
  ['of the first version of X.509', aCertificate({ key, version: 1 }).pem],
  ['first of several, as kubeseal takes it', right + other],
  ['with the words of openssl around it', `Certificate:\n  Data: \u00e9\n${right}\nbye -----\n`],
  ['with the line ends of Windows', right.replaceAll('\n', '\r\n')],
  ['after a byte order mark', `\uFEFF${right}`],
])('a certificate %s is used, and kept without what is around it', (_, pem) => {
  const certificate = parseCertificate(pem, 'cert.pem');
  expect(keyId(certificate.publicKey)).toBe(keyId(key.publicKey));
  expect(parseCertificate(certificate.pem, 'kept.pem').pem).toBe(certificate.pem);
  expect(certificate.pem.match(/BEGIN/g)).toHaveLength(1);
  const sealed = sealValue(Buffer.from('x'), certificate.publicKey, 'a/b');
  expect(shapeProblem(sealed, certificate.rsaBytes)).toBeUndefined();
  expect(unsealed(sealed, privateKey, 'a/b').toString()).toBe('x');
});
