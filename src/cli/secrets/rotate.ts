import { UserError } from '../../errors.ts';
import { paths } from '../../plan/paths.ts';
import type { EnvironmentPlan, SecretKey, SecretPlan } from '../../plan/plan.ts';
import { projectFolder } from '../../projen/project-folder.ts';
import { runConfig } from '../../projen/run-config.ts';
import {
  environmentOf,
  refuseByteOrderMark,
  rotate,
  rotatedKeys,
  secretOf,
} from '../../secrets/index.ts';
import type { Outcome } from '../command.ts';
import { sealingOf } from './backends/index.ts';
import { askForValue } from './ask-value.ts';
import { obtainCertificate, type CertificateFlags } from './certificate.ts';
import { lineOf, warningsOf } from './seal.ts';
import { readStdin } from './stdin.ts';

/** What was typed after `secrets rotate`. */
export interface RotateRequest {
  readonly environment: string;
  readonly secret: string;
  readonly flags: CertificateFlags & { readonly key: string | undefined; readonly stdin: boolean };
  readonly interactive: boolean;
}

/** Gives a secret a new value, and with it whatever follows from that value. */
export async function rotateSecret(
  folder: string,
  { environment: name, secret: secretName, flags, interactive }: RotateRequest,
): Promise<Outcome> {
  const { root, plan } = await runConfig(projectFolder(folder));
  const { scope } = sealingOf(plan);
  const environment = environmentOf(plan, name);
  const secret = secretOf(environment, secretName);
  const keys = rotatedKeys({ environment, secret, key: flags.key });
  const given = flags.stdin
    ? valueFrom(await readStdin(), secret, keys)
    : await askForValues(secret, keys, interactive);
  if (given === 'cancelled')
    return { text: 'Cancelled; nothing was written.', data: { cancelled: true }, code: 130 };
  const { certificate, source, remarks } = obtainCertificate(root, plan, {
    ...flags,
    environment: name,
  });
  const { sealed, followed, plain, readers } = rotate(
    { root, environment, scope, certificate },
    { secret, keys, given },
  );
  const runbook = paths.runbook('secret-rotation');
  return {
    text: [
      ...remarks,
      ...sealed.map(lineOf),
      ...plain.map((path) => `${path} contains the new value too`),
      ...remadeLines(followed),
      '',
      ...nextSteps(environment, readers, runbook),
    ].join('\n'),
    data: {
      environment: name,
      certificate: source,
      secrets: sealed,
      followed,
      plain,
      restart: readers,
      runbook,
    },
    code: 0,
    ...warningsOf(sealed),
  };
}

const nextSteps = (
  { name }: EnvironmentPlan,
  readers: readonly string[],
  runbook: string,
): readonly string[] => [
  `Running pods keep the old value. Commit, wait until it is deployed to ${name}, then restart: ${readers.join(', ')}`,
  `Steps: ${runbook}`,
];

const remadeLines = (followed: readonly string[]): readonly string[] =>
  followed.length === 0
    ? []
    : [
        `${followed.join(', ')} ${followed.length === 1 ? 'is' : 'are'} rebuilt from the ` +
          'config: add what you had appended, such as ?sslmode=require, again and seal it',
      ];

async function askForValues(
  secret: SecretPlan,
  keys: readonly SecretKey[],
  interactive: boolean,
): Promise<ReadonlyMap<string, Buffer> | 'cancelled'> {
  const given = new Map<string, Buffer>();
  for (const key of keys.filter(({ value }) => value.kind === 'person')) {
    const answer = interactive ? await askForValue(secret.name, key) : 'skipped';
    if (answer === 'cancelled') return answer;
    if (answer === 'skipped')
      throw new UserError(`the new value of ${key.key} is required`, {
        hint: 'Pass it on stdin: gitops-service secrets rotate … --stdin',
      });
    given.set(key.key, answer);
  }
  return given;
}

/** The value on stdin, without the line end that `echo` and editors add. */
function valueFrom(
  text: string,
  { name }: SecretPlan,
  keys: readonly SecretKey[],
): ReadonlyMap<string, Buffer> {
  const [key, second] = keys;
  if (key === undefined || second !== undefined)
    throw new UserError(`${name} has several keys to rotate, but stdin holds one value`, {
      hint: `Choose one: --key ${keys.map((candidate) => candidate.key).join(', or --key ')}`,
    });
  refuseByteOrderMark(text, 'stdin');
  return new Map([[key.key, Buffer.from(text.replace(/\r?\n$/, ''))]]);
}
