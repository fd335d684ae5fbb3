import { UserError } from '../errors.ts';
import { paths } from '../plan/paths.ts';
import { parseCertificate, type Certificate } from './certificate.ts';
import { textAt } from '../disk/text-at.ts';

/** The certificate that stands in the repository; times in whole days. */
export interface CertificateStatus {
  readonly path: string;
  readonly present: boolean;
  readonly ageDays: number | undefined;
  readonly expiresInDays: number | undefined;
  readonly problems: readonly string[];
}

/**
 * How the certificate of an environment stands, and the size of its
 * key. Without one nothing is wrong: `seal` can fetch it.
 */
export function certificateStatus(
  root: string,
  environment: string,
  now: Date,
): { readonly certificate: CertificateStatus; readonly rsaBytes: number | undefined } {
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
      return { certificate: { ...none, present: false }, rsaBytes: undefined };
    const certificate = parseCertificate(text, path);
    return {
      certificate: {
        ...none,
        ageDays: daysBetween(certificate.from, now),
        expiresInDays: daysBetween(now, certificate.until),
        problems: problemsOf(certificate, now),
      },
      rsaBytes: certificate.rsaBytes,
    };
  } catch (error) {
    if (error instanceof UserError)
      return { certificate: { ...none, problems: [error.message] }, rsaBytes: undefined };
    throw error;
  }
}

const daysBetween = (from: Date, until: Date): number =>
  Math.floor((until.getTime() - from.getTime()) / 86_400_000);

const problemsOf = ({ from, until }: Certificate, now: Date): readonly string[] => [
  ...(until <= now ? ['has expired and cannot be used for sealing'] : []),
  ...(from > now ? ['is not valid yet'] : []),
];
