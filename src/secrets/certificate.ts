import { X509Certificate, type KeyObject } from 'node:crypto';
import { UserError } from '../errors.ts';

/** The public half of a controller's key. */
export interface Certificate {
  readonly publicKey: KeyObject;
  readonly rsaBytes: number;
  readonly from: Date;
  readonly until: Date;
}

/** The first certificate of a PEM text; `source` says in errors where the text comes from. */
export function parseCertificate(pem: string, source: string): Certificate {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem))
    throw new UserError(`${source} contains a private key`, {
      exitCode: 3,
      hint:
        'Sealing needs only the certificate. Keep the private key out of the repository; ' +
        'if it was committed, create a new one.',
    });
  const certificate = certificateIn(pem, source);
  const { publicKey, validFrom, validTo } = certificate;
  const bits = publicKey.asymmetricKeyDetails?.modulusLength;
  if (publicKey.asymmetricKeyType !== 'rsa' || bits === undefined)
    throw new UserError(`${source} is not a certificate of Sealed Secrets: its key is not RSA`);
  return {
    publicKey,
    rsaBytes: Math.ceil(bits / 8),
    from: new Date(validFrom),
    until: new Date(validTo),
  };
}

/** Refuses a certificate that may not be used at this time. */
export function refuseOutdated(
  { from, until }: Certificate,
  source: string,
  { now, fetch }: { readonly now: Date; readonly fetch: string },
): void {
  const hint = `To fetch the current one: ${fetch}`;
  if (until <= now)
    throw new UserError(`${source} has expired on ${dayOf(until)}`, { exitCode: 3, hint });
  if (from > now)
    throw new UserError(`${source} is valid from ${dayOf(from)} only`, {
      exitCode: 3,
      hint: `Check the clock of this machine. ${hint}`,
    });
}

/** A date without its time. */
export const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

function certificateIn(pem: string, source: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new UserError(`${source} is not a certificate in PEM form`, {
      hint: 'A PEM file starts with -----BEGIN CERTIFICATE-----',
    });
  }
}
