import { spawnSync } from 'node:child_process';
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
  const { status, stdout, stderr, error } = spawnSync('kubectl', words, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  if (status === 0) return stdout;
  const reason =
    error === undefined
      ? stderr.trim().split('\n').slice(0, 3).join('\n')
      : 'code' in error && error.code === 'ENOENT'
        ? 'kubectl is not installed'
        : error.message;
  throw new UserError(`cannot fetch the certificate of the controller: ${reason}`, {
    exitCode: 3,
    hint: 'Set the context of its cluster with --context, or pass a certificate file with --cert.',
  });
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
  return String(mapping(first)['name'] ?? '');
}

function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError('the API server did not answer with JSON', { exitCode: 3 });
  }
}
