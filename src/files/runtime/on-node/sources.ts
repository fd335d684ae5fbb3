import type { TextValues } from '../../../render/text.ts';
import type { StarterInput, StoreCheck } from './starter-input.ts';
import type { StarterTemplate } from '../starter/template.ts';

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
