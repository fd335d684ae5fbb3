import { spawnSync } from 'node:child_process';
import { failureText } from '../disk/program-failure.ts';
import { utf8 } from '../disk/utf8.ts';
import { UserError } from '../errors.ts';
import type { SealedSecretsPlan } from '../plan/plan.ts';
import { mapping } from './mapping.ts';

/**
 * The current certificate of the controller, asked through kubectl;
 * `context` names one of the kubeconfig, else its current one is asked.
 */
export function fetchCertificate(
  { controllerName, controllerNamespace }: SealedSecretsPlan,
  context: string | undefined,
): string {
  const service = `/api/v1/namespaces/${controllerNamespace}/services`;
  const port = portOf(kubectl(context, `${service}/${controllerName}`), controllerName);
  return kubectl(context, `${service}/http:${controllerName}:${port}/proxy/v1/cert.pem`);
}

/** The name of the context that is asked when none is named. */
export const currentContext = (): string => run(['config', 'current-context']).trim();

const kubectl = (context: string | undefined, path: string): string =>
  run([
    ...(context === undefined ? [] : ['--context', context]),
    '--request-timeout',
    '20s',
    'get',
    '--raw',
    path,
  ]);

function run(words: readonly string[]): string {
  const { status, stdout, stderr, signal, error } = spawnSync('kubectl', words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: SECONDS * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: MAX_ANSWER_BYTES,
  });
  if (status === 0 && error === undefined) return utf8(stdout, 'the answer of the API server');
  const text = failureText('kubectl', { stderr: String(stderr ?? ''), signal });
  const said = text.split('\n').slice(0, 3).join('\n');
  const reason = error === undefined ? said : reasonOf(error);
  throw new UserError(
    `cannot fetch the certificate of the controller: ${withoutContext(reason, words)}`,
    {
      exitCode: 3,
      hint: 'Set the context of its cluster with --context, or pass a certificate file with --cert.',
    },
  );
}

const SECONDS = 60;
const MAX_ANSWER_BYTES = 1024 * 1024;

function reasonOf(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'kubectl is not installed',
    ETIMEDOUT: `kubectl did not end within ${String(SECONDS)} seconds`,
    ENOBUFS: 'the answer of the API server is too long',
  };
  return known[code] ?? error.message;
}

/** What kubectl says, without the name after `--context`: whoever mixes up flags has typed a secret there. */
function withoutContext(reason: string, words: readonly string[]): string {
  const context = words[0] === '--context' ? (words[1] ?? '') : '';
  return context === '' ? reason : reason.replaceAll(context, '…');
}

/** The name of the service's first port, which may be empty. */
function portOf(service: string, name: string): string {
  const ports = mapping(mapping(parseAnswer(service))['spec'])['ports'];
  const first: unknown = Array.isArray(ports) ? ports[0] : undefined;
  if (first === undefined)
    throw new UserError(`the service ${name} has no port`, {
      exitCode: 3,
      hint:
        'Check that it is the service of the Sealed Secrets controller: ' +
        'secrets.controllerName and secrets.controllerNamespace in the config.',
    });
  const port = String(mapping(first)['name'] ?? '');
  if (/^[a-z0-9-]*$/.test(port)) return port;
  throw new UserError(`the service ${name} has a port without a proper name`, { exitCode: 3 });
}

function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError('the API server did not answer with JSON', { exitCode: 3 });
  }
}
