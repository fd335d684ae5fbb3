import { constants, createDecipheriv, privateDecrypt, type KeyObject } from 'node:crypto';
import { parse } from 'yaml';

/** Opens one sealed value as the controller does: with its private key, under a label. */
export function unsealed(sealed: string, privateKey: KeyObject, label: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64');
  const end = 2 + bytes.readUInt16BE();
  const sessionKey = privateDecrypt(
    {
      key: privateKey,
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha256',
      oaepLabel: Buffer.from(label),
    },
    bytes.subarray(2, end),
  );
  const decipher = createDecipheriv('aes-256-gcm', sessionKey, Buffer.alloc(12));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(end, -16)), decipher.final()]);
}

/** Every value of a sealed file, opened under the label that its own metadata asks for. */
export const openedFile = (text: string, privateKey: KeyObject): Record<string, string> =>
  Object.fromEntries(
    Object.entries(openedBytes(text, privateKey)).map(([key, value]) => [key, value.toString()]),
  );

/** As `openedFile`, for values that are not text. */
export function openedBytes(text: string, privateKey: KeyObject): Record<string, Buffer> {
  const { metadata, spec } = parse(text) as {
    metadata: { name: string; namespace: string; annotations?: Record<string, string> };
    spec: { encryptedData: Record<string, string> };
  };
  const has = (scope: string): boolean =>
    metadata.annotations?.[`sealedsecrets.bitnami.com/${scope}`] === 'true';
  const label = has('cluster-wide')
    ? ''
    : has('namespace-wide')
      ? metadata.namespace
      : `${metadata.namespace}/${metadata.name}`;
  return Object.fromEntries(
    Object.entries(spec.encryptedData).map(([key, sealed]) => [
      key,
      unsealed(sealed, privateKey, label),
    ]),
  );
}
