import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { render } from '../../src/render/render.ts';
import { secretFiles } from '../../src/files/secrets/index.ts';
import { secretTemplate } from '../../src/files/secrets/sealed-secrets/secret-template.ts';
import { paths } from '../../src/plan/paths.ts';
import type { EnvironmentPlan, Plan, SealingScope } from '../../src/plan/plan.ts';
import { parseCertificate } from '../../src/secrets/certificate.ts';
import { environmentOf, secretOf } from '../../src/secrets/find.ts';
import { initSecrets, type Skeleton } from '../../src/secrets/init.ts';
import { inputsFromFiles, type Input } from '../../src/secrets/inputs.ts';
import { rotate, rotatedKeys, type RotationResult } from '../../src/secrets/rotate.ts';
import { seal } from '../../src/secrets/seal.ts';
import type { SealResult, Sealing } from '../../src/secrets/sealing.ts';
import { isSound, statusOf, type EnvironmentStatus } from '../../src/secrets/status.ts';
import { aPlan } from '../docs/a-plan.ts';
import { aCertificate, rsaKey } from './a-certificate.ts';
import { write } from './repository.ts';
import { openedFile } from './unseal.ts';

/** The controller's key of these tests. */
export const key = rsaKey();
export const certificatePem = aCertificate({ key }).pem;

type SealOptions = Partial<Omit<Sealing, 'root' | 'environment' | 'inputs'>>;

/** A generated repository on disk, and the commands on it without the command line. */
export function aRepository(plan: Plan = aPlan(), name = 'dev') {
  const root = mkdtempSync(join(tmpdir(), 'secrets-'));
  for (const spec of secretFiles(plan))
    write(root, spec.path, render(spec), spec.executable ? 0o755 : 0o644);
  const environment: EnvironmentPlan = environmentOf(plan, name);
  const certificate = parseCertificate(certificatePem, 'a certificate');
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  const sealInputs = (inputs: readonly Input[], options: SealOptions = {}): readonly SealResult[] =>
    seal({
      root,
      environment,
      scope: scopeOf(plan),
      certificate,
      inputs,
      all: false,
      plain: [],
      ...options,
    });
  return {
    root,
    plan,
    environment,
    read,
    write: (path: string, text: string) => {
      write(root, path, text);
    },
    remove: (path: string) => {
      rmSync(join(root, path));
    },
    exists: (path: string): boolean => existsSync(join(root, path)),
    modeOf: (path: string): string => (statSync(join(root, path)).mode & 0o777).toString(8),
    plain: (secret: string): string => paths.plainSecret(name, secret),
    sealed: (secret: string): string => paths.sealedSecret(name, secret),
    opened: (secret: string): Record<string, string> =>
      openedFile(read(paths.sealedSecret(name, secret)), key.privateKey),
    /** A plain file with these values. */
    fill: (secret: string, values: Readonly<Record<string, string>>) => {
      const lines = Object.entries(values).map(
        ([at, value]) => `  ${at}: ${JSON.stringify(value)}\n`,
      );
      write(
        root,
        paths.plainSecret(name, secret),
        `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${secret}\n  namespace: ` +
          `${environment.namespace}\ntype: ${secretOf(environment, secret).type}\n` +
          `stringData:\n${lines.join('')}`,
      );
    },
    init: (): readonly Skeleton[] =>
      initSecrets({
        root,
        environment,
        manifestOf: (secret) =>
          render({
            ...secretTemplate(secret, environment),
            ownership: { kind: 'sample', restored: false },
          }),
      }),
    seal: (secret?: string, options: SealOptions = {}): readonly SealResult[] => {
      const scope = options.scope ?? scopeOf(plan);
      return sealInputs(inputsFromFiles(root, { environment, scope, secret }), options);
    },
    sealInputs,
    rotate: (
      secretName: string,
      {
        key: only,
        given = {},
      }: { key?: string; given?: Readonly<Record<string, string | Buffer>> } = {},
    ): RotationResult => {
      const secret = secretOf(environment, secretName);
      const values = new Map(
        Object.entries(given).map(([at, value]) => [at, Buffer.from(value as string)]),
      );
      return rotate(
        { root, environment, scope: scopeOf(plan), certificate },
        { secret, keys: rotatedKeys({ environment, secret, key: only }), given: values },
      );
    },
    status: (now = new Date()): EnvironmentStatus & { readonly ok: boolean } => {
      const [status] = statusOf(root, plan, {
        environments: [environment],
        now,
        scope: scopeOf(plan),
      });
      if (status === undefined) throw new Error('no status');
      return { ...status, ok: isSound(status) };
    },
  };
}

const scopeOf = ({ secrets }: Plan): SealingScope =>
  secrets.kind === 'sealed-secrets' ? secrets.scope : 'strict';
