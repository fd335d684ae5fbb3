import type { FileSpec } from '../spec.ts';
import { text, type TextValues } from '../text.ts';
import type { StarterInput, StoreCheck } from './input.ts';
import { sample } from './sample.ts';

/** The application and its tests, in TypeScript. */
export function sources(input: StarterInput): readonly FileSpec[] {
  return templatesOf(input).map(({ path, template, values }) =>
    sample(input.context, path, { kind: 'text', text: text(`starter/node/${template}`, values) }));
}

/** A text template of the starter, with the values it names. */
export interface StarterTemplate {
  readonly path: string;
  readonly template: string;
  readonly values: TextValues;
}

/** Which template makes which file of the application. */
export function templatesOf({ service, port, livePath, readyPath, checks }: StarterInput): readonly StarterTemplate[] {
  const variables = variablesOf(checks);
  const has = (kind: StoreCheck['kind']): boolean => checks.some((check) => check.kind === kind);
  const same = (path: string, values: TextValues = {}): StarterTemplate => ({ path, template: path, values });
  return [
    same('src/index.ts'),
    same('src/server.ts'),
    same('src/app.ts', { service }),
    same('src/config.ts', { port, variables }),
    same('src/logger.ts', { service }),
    same('src/telemetry.ts', { service, livePath, readyPath }),
    same('src/shutdown.ts'),
    same('src/health/readiness.ts'),
    same('src/health/routes.ts', { livePath, readyPath }),
    checks.length === 0
      ? { path: 'src/stores.ts', template: 'src/stores-none.ts', values: {} }
      : same('src/stores.ts', { hasPostgres: has('postgres'), hasRedis: has('redis'), checks: checks.map(storeOf) }),
    same('src/stores/store.ts'),
    ...(has('postgres') ? [same('src/stores/postgres.ts', { service })] : []),
    ...(has('redis') ? [same('src/stores/redis.ts', { service })] : []),
    same('test/unit/config.test.ts', { port, variables }),
    same('test/unit/readiness.test.ts'),
    same('test/unit/shutdown.test.ts'),
    same('test/integration/app.test.ts', { livePath, readyPath, variables }),
  ];
}

const storeOf = ({ name, kind, critical, environmentVariable }: StoreCheck) => ({
  name, critical, open: kinds[kind].open, property: propertyOf(environmentVariable),
});

/** One per variable: two checks may read the same one. */
function variablesOf(checks: readonly StoreCheck[]) {
  const kindOf = new Map(checks.map(({ environmentVariable, kind }) => [environmentVariable, kind]));
  return [...kindOf].map(([name, kind]) => ({ name, property: propertyOf(name), ...kinds[kind] }));
}

const kinds = {
  postgres: { open: 'openPostgres', protocols: "['postgres', 'postgresql']", example: 'postgres://localhost/app', unreachable: 'postgres://127.0.0.1:1/app' },
  redis: { open: 'openRedis', protocols: "['redis', 'rediss']", example: 'redis://localhost', unreachable: 'redis://127.0.0.1:1' },
} as const;

/** `USER_DATABASE_URL` → `userDatabaseUrl`. */
const propertyOf = (variable: string): string =>
  variable.toLowerCase().replace(/_+([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
