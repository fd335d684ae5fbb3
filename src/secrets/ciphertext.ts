import { constants, createCipheriv, publicEncrypt, randomBytes, type KeyObject } from 'node:crypto';

/**
 * Seals one value as Sealed Secrets does: a new AES-256-GCM key
 * encrypts the value, RSA-OAEP with SHA-256 encrypts that key,
 * and two bytes in front say how long the RSA part is
 * (HybridEncrypt in
 * https://github.com/bitnami-labs/sealed-secrets).
 */
export function sealValue(value: Buffer, publicKey: KeyObject, label: string): string {
  const sessionKey = randomBytes(SESSION_KEY_BYTES);
  // The key serves for this one value, so the nonce may be zero.
  const cipher = createCipheriv('aes-256-gcm', sessionKey, Buffer.alloc(NONCE_BYTES));
  const encrypted = Buffer.concat([cipher.update(value), cipher.final(), cipher.getAuthTag()]);
  const wrapped = publicEncrypt(
    {
      key: publicKey,
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha256',
      oaepLabel: Buffer.from(label),
    },
    sessionKey,
  );
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt16BE(wrapped.length);
  return Buffer.concat([length, wrapped, encrypted]).toString('base64');
}

/**
 * Why a text cannot be a sealed value, or undefined when it can;
 * `rsaBytes` is the size of the certificate's key, if there is one.
 */
export function shapeProblem(text: unknown, rsaBytes?: number): string | undefined {
  if (typeof text !== 'string' || text === '') return 'is empty';
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) return 'is not base64';
  const length = bytes.length < LENGTH_BYTES ? 0 : bytes.readUInt16BE();
  if (length < MIN_RSA_BYTES || length % 8 !== 0)
    return 'is not a sealed value: it does not start with the length of an RSA key';
  if (bytes.length < LENGTH_BYTES + length + TAG_BYTES) return 'is truncated';
  if (rsaBytes !== undefined && length !== rsaBytes)
    return `is sealed for a key of ${String(length * 8)} bits, but the certificate has ${String(rsaBytes * 8)}`;
  return undefined;
}

const SESSION_KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const LENGTH_BYTES = 2;
const MIN_RSA_BYTES = 128;
