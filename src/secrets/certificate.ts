import { X509Certificate, type KeyObject } from 'node:crypto';
import { UserError } from '../errors.ts';
import { keyProblem } from './public-key.ts';

/** The public half of a controller's key. */
export interface Certificate {
  readonly publicKey: KeyObject;
  readonly rsaBytes: number;
  readonly from: Date;
  readonly until: Date;
  /** The certificate alone, without what stood around it. */
  readonly pem: string;
}

/** More than any certificate has, even with the words of `openssl x509 -text` and its chain. */
export const MAX_CERTIFICATE_BYTES = 256 * 1024;

/**
 * The first certificate of a PEM text, as kubeseal takes it; `source` says
 * in errors where the text comes from.
 */
export function parseCertificate(text: string, source: string): Certificate {
  refuseWrongText(text, source);
  const [block = ''] = CERTIFICATE.exec(text) ?? [];
  const { publicKey, validFrom, validTo } = certificateIn(block, source);
  const problem = keyProblem(publicKey);
  if (problem !== undefined)
    throw new UserError(`${source} cannot be used for sealing: its key ${problem}`, {
      exitCode: 3,
      hint: RIGHT_ONE,
    });
  const [from, until] = [new Date(validFrom), new Date(validTo)];
  if (Number.isNaN(from.getTime()) || Number.isNaN(until.getTime()))
    throw new UserError(`${source} does not say from when to when it is valid`, {
      exitCode: 3,
      hint: RIGHT_ONE,
    });
  return {
    publicKey,
    rsaBytes: Math.ceil((publicKey.asymmetricKeyDetails?.modulusLength ?? 0) / 8),
    from,
    until,
    pem: `${block}\n`,
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

const CERTIFICATE = /-----BEGIN CERTIFICATE-----\r?\n[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/;
const RIGHT_ONE =
  'Use the certificate of the Sealed Secrets controller: gitops-service secrets certificate <env>';

function refuseWrongText(text: string, source: string): void {
  if (Buffer.byteLength(text) > MAX_CERTIFICATE_BYTES)
    throw new UserError(`${source} is too large for a certificate`, {
      exitCode: 3,
      hint: RIGHT_ONE,
    });
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text))
    throw new UserError(`${source} contains a private key`, {
      exitCode: 3,
      hint:
        'Sealing needs only the certificate. Keep the private key out of the repository; ' +
        'if it was committed, create a new one.',
    });
}

function certificateIn(
  block: string,
  source: string,
): Pick<X509Certificate, 'publicKey' | 'validFrom' | 'validTo'> {
  try {
    // Reading the key of an unknown kind fails too.
    const { publicKey, validFrom, validTo } = new X509Certificate(block);
    return { publicKey, validFrom, validTo };
  } catch {
    throw new UserError(`${source} is not a certificate in PEM form`, {
      exitCode: 3,
      hint: 'A PEM file starts with -----BEGIN CERTIFICATE-----',
    });
  }
}
