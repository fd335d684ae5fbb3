import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/**
 * A self-signed certificate as the controller makes them, and
 * its key. Node reads certificates but does not make them.
 */
export function aCertificate({
  from = new Date(Date.now() - day),
  until = new Date(Date.now() + 3650 * day),
  key = rsaKey(),
  version = 3,
}: {
  from?: Date;
  until?: Date;
  key?: { publicKey: KeyObject; privateKey: KeyObject };
  version?: 1 | 3;
} = {}): {
  readonly pem: string;
  readonly privateKey: KeyObject;
  readonly privatePem: string;
} {
  // sha256WithRSAEncryption
  const algorithm = der(0x30, der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05));
  const name = der(
    0x30,
    der(
      0x31,
      der(0x30, der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from('sealed-secret'))),
    ),
  );
  const body = der(
    0x30,
    // The first version has no field for it.
    ...(version === 1 ? [] : [der(0xa0, der(0x02, Buffer.from([2])))]),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    der(0x30, time(from), time(until)),
    name,
    key.publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signed = der(
    0x30,
    body,
    algorithm,
    der(0x03, Buffer.from([0]), sign('sha256', body, key.privateKey)),
  );
  const lines = signed.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    pem: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    privateKey: key.privateKey,
    privatePem: key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

export const day = 86_400_000;

/** A key of the controller; making one takes a while. */
export const rsaKey = (bits = 2048): { publicKey: KeyObject; privateKey: KeyObject } => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  return {
    publicKey,
    privateKey: createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  };
};

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const length = Buffer.from(
    content.length.toString(16).padStart(content.length > 0xff ? 4 : 2, '0'),
    'hex',
  );
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content]);
}

const time = (date: Date): Buffer =>
  der(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]|\.\d+/g, '')}`));
