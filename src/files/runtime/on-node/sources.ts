import type { FileSpec } from '../../../render/spec.ts';
import type { TextValues } from '../../../render/text.ts';
import type { StarterInput, StoreCheck } from './starter-input.ts';
import { fileOf, type StarterTemplate } from '../starter/template.ts';

/** The application and its tests, in TypeScript. */
export const sources = (input: StarterInput): readonly FileSpec[] =>
  templatesOf(input).map((template) => fileOf(input.context, template));

/** Which template makes which file of the application. */
export function templatesOf(input: StarterInput): readonly StarterTemplate[] {
  const { service, livePath, readyPath, metricsPath, checks, topics } = input;
  return [
    same('src/index.ts'),
    same('src/server.ts'),
    same('src/app.ts', { service, topics, metricsPath }),
    ...(topics.length === 0
      ? []
      : [
          same('src/events.ts', { topics }),
          same('test/integration/events.test.ts', {
            variables: variablesOf(checks),
            paths: topics.map((topic) => `'/events/${topic}'`).join(', '),
          }),
        ]),
    same('src/telemetry.ts', { service, livePath, readyPath }),
    same('src/shutdown.ts'),
    same('src/health/routes.ts', { livePath, readyPath }),
    ...sharedTemplates(input, 'NodeJS.ProcessEnv'),
    same('test/unit/shutdown.test.ts'),
    same('test/integration/app.test.ts', { livePath, readyPath, variables: variablesOf(checks) }),
  ];
}

/** What every server in TypeScript has: its settings, read from a value of type `environment`, its logs, its stores and how it asks them. */
export function sharedTemplates(
  { service, port, checks, livePath, readyPath, metricsPath }: StarterInput,
  environment: string,
): readonly StarterTemplate[] {
  const variables = variablesOf(checks);
  const has = (kind: StoreCheck['kind']): boolean => checks.some((check) => check.kind === kind);
  return [
    same('src/config.ts', { port, variables, environment }),
    same('src/logger.ts', { service }),
    same('src/health/readiness.ts'),
    checks.length === 0
      ? { path: 'src/stores.ts', template: 'starter/node/src/stores-none.ts', values: {} }
      : same('src/stores.ts', {
          hasPostgres: has('postgres'),
          hasRedis: has('redis'),
          checks: checks.map(storeOf),
        }),
    same('src/stores/store.ts'),
    ...(has('postgres') ? [same('src/stores/postgres.ts', { service })] : []),
    ...(has('redis') ? [same('src/stores/redis.ts', { service })] : []),
    ...(metricsPath === ''
      ? []
      : [
          same('src/metrics.ts', { livePath, readyPath, metricsPath }),
          same('test/unit/metrics.test.ts'),
        ]),
    same('test/unit/config.test.ts', { port, variables }),
    same('test/unit/readiness.test.ts'),
  ];
}

const same = (path: string, values: TextValues = {}): StarterTemplate => ({
  path,
  template: `starter/node/${path}`,
  values,
});

const storeOf = ({ name, kind, critical, environmentVariable }: StoreCheck) => ({
  name,
  critical,
  open: kinds[kind].open,
  property: propertyOf(environmentVariable),
});

/** One per variable: two checks may read the same one. */
export function variablesOf(checks: readonly StoreCheck[]) {
  const kindOf = new Map(
    checks.map(({ environmentVariable, kind }) => [environmentVariable, kind]),
  );
  return [...kindOf].map(([name, kind]) => ({ name, property: propertyOf(name), ...kinds[kind] }));
}

const kinds = {
  postgres: {
    open: 'openPostgres',
    protocols: "['postgres', 'postgresql']",
    example: 'postgres://localhost/app',
    unreachable: 'postgres://127.0.0.1:1/app',
  },
  redis: {
    open: 'openRedis',
    protocols: "['redis', 'rediss']",
    example: 'redis://localhost',
    unreachable: 'redis://127.0.0.1:1',
  },
} as const;

/** `USER_DATABASE_URL` → `userDatabaseUrl`. */
const propertyOf = (variable: string): string =>
  variable.toLowerCase().replace(/_+([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
