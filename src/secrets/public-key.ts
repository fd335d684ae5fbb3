import { constants, createHash, publicEncrypt, type KeyObject } from 'node:crypto';

/** Why values may not be sealed with a key, as the rest of a sentence, or undefined when they may. */
export function keyProblem(key: KeyObject): string | undefined {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type !== 'rsa') return `is of type ${type ?? 'unknown'}, but must be RSA`;
  const { modulusLength: bits = 0, publicExponent: exponent = 0n } = details ?? {};
  if (bits < MIN_BITS)
    return `has ${String(bits)} bits, but must have at least ${String(MIN_BITS)}`;
  if (bits > MAX_BITS) return `has ${String(bits)} bits, but must have at most ${String(MAX_BITS)}`;
  if (bits % 64 !== 0)
    return `has ${String(bits)} bits, but must have a multiple of 64, such as 4096`;
  if (exponent < MIN_EXPONENT || exponent > MAX_EXPONENT || exponent % 2n === 0n)
    return `has the exponent ${exponentOf(exponent)}, but must have 65537`;
  return canWrap(key) ? undefined : 'cannot encrypt with RSA-OAEP';
}

/** What tells one key from another. */
export const keyId = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('base64');

const MIN_BITS = 2048;
// OpenSSL refuses more.
const MAX_BITS = 16_384;
// With a small exponent RSA is weak, with 1 it encrypts nothing; the controller, in Go, refuses larger ones.
const MIN_EXPONENT = 65_537n;
const MAX_EXPONENT = 2n ** 31n - 1n;

const exponentOf = (exponent: bigint): string =>
  exponent > MAX_EXPONENT ? 'of more than 31 bits' : String(exponent);

/** Whether the key does what sealing asks of it: a modulus that is no product of two primes may not. */
function canWrap(key: KeyObject): boolean {
  try {
    publicEncrypt(
      { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
      Buffer.alloc(32),
    );
    return true;
  } catch {
    return false;
  }
}
