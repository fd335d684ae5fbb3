import { UserError } from '../errors.ts';
import { paths } from '../plan/paths.ts';
import { parseCertificate, type Certificate } from './certificate.ts';
import { textAt } from '../disk/text-at.ts';
import { keyId } from './public-key.ts';

/** The certificate that stands in the repository; times in whole days. */
export interface CertificateStatus {
  readonly path: string;
  readonly present: boolean;
  readonly ageDays: number | undefined;
  readonly expiresInDays: number | undefined;
  readonly problems: readonly string[];
}

/** What a sealed value shows of the key that it is for. */
export interface SealingKey {
  readonly rsaBytes: number;
  readonly id: string;
}

/** How the certificate of an environment stands, and its key. Without one nothing is wrong: `seal` can fetch it. */
export function certificateStatus(
  root: string,
  environment: string,
  now: Date,
): { readonly certificate: CertificateStatus; readonly sealingKey: SealingKey | undefined } {
  const path = paths.sealingCertificate(environment);
  const none: CertificateStatus = {
    path,
    present: true,
    ageDays: undefined,
    expiresInDays: undefined,
    problems: [],
  };
  try {
    const text = textAt(root, path);
    if (text === undefined)
      return { certificate: { ...none, present: false }, sealingKey: undefined };
    const certificate = parseCertificate(text, path);
    return {
      certificate: {
        ...none,
        ageDays: daysBetween(certificate.from, now),
        expiresInDays: daysBetween(now, certificate.until),
        problems: problemsOf(certificate, now),
      },
      sealingKey: { rsaBytes: certificate.rsaBytes, id: keyId(certificate.publicKey) },
    };
  } catch (error) {
    if (error instanceof UserError)
      return { certificate: { ...none, problems: [error.message] }, sealingKey: undefined };
    throw error;
  }
}

const daysBetween = (from: Date, until: Date): number =>
  Math.floor((until.getTime() - from.getTime()) / 86_400_000);

const problemsOf = ({ from, until }: Certificate, now: Date): readonly string[] => [
  ...(until <= now ? ['has expired and cannot be used for sealing'] : []),
  ...(from > now ? ['is not valid yet'] : []),
];
