const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** All settings from environment variables, validated and complete. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly logLevel: (typeof logLevels)[number];
  /** Set in the image by the build argument APP_VERSION. */
  readonly version: string;
  /** How long requests are still served after SIGTERM, until every proxy has removed this pod; the deployment sets it. */
  readonly shutdownDelayMs: number;
  /** How long closing may take afterwards. */
  readonly shutdownTimeoutMs: number;
  /** Pod metadata from the downward API; empty outside Kubernetes. */
  readonly pod: Readonly<Record<string, string>>;
}

/** Lists every missing or invalid variable, and never prints a value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads the configuration from environment variables. Throws one ConfigError that lists every problem. */
export function parseConfig(env: NodeJS.ProcessEnv): Config {
  const problems: string[] = [];

  const number = (name: string, fallback: number, max: number): number => {
    const value = env[name] ?? '';
    if (value === '') return fallback;
    if (/^\d+$/.test(value) && Number(value) <= max) return Number(value);
    problems.push(`${name}: must be a whole number from 0 to ${String(max)}`);
    return fallback;
  };
  const logLevel = logLevels.find((level) => level === (env.LOG_LEVEL || 'info'));
  if (logLevel === undefined) problems.push(`LOG_LEVEL: must be one of ${logLevels.join(', ')}`);

  const config: Config = {
    host: env.HOST || '0.0.0.0',
    port: number('PORT', 3000, 65_535),
    logLevel: logLevel ?? 'info',
    version: env.APP_VERSION || 'development',
    shutdownDelayMs: number('SHUTDOWN_DELAY_MS', 0, 300_000),
    shutdownTimeoutMs: number('SHUTDOWN_TIMEOUT_MS', 10_000, 300_000),
    pod: podOf(env),
  };
  if (problems.length > 0) throw new ConfigError(`invalid environment, ${String(problems.length)} problem(s):\n  ${problems.join('\n  ')}`);
  return config;
}

function podOf(env: NodeJS.ProcessEnv): Record<string, string> {
  const fields = { pod: env.K8S_POD_NAME, namespace: env.K8S_NAMESPACE, node: env.K8S_NODE_NAME, deployment: env.K8S_DEPLOYMENT_NAME };
  return Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
