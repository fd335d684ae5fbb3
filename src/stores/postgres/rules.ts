import type { Issue } from '../../domain/issue.ts';
import type { EnvironmentFacts } from '../store.ts';
import type { PostgresConfig } from './schema.ts';

/** Production has backups, or a reason to have none. */
export const rules = (
  key: string,
  { backup }: PostgresConfig,
  { name, production }: EnvironmentFacts,
): readonly Issue[] =>
  production && backup === undefined
    ? [
        {
          path: `environments.${name}.overrides.dataStores.${key}.backup`,
          message:
            'a production database requires a backup: ' +
            'set { kind: "object-store", destination: "s3://…" }, ' +
            'or { kind: "none", reason: "…" } to run without one',
        },
      ]
    : [];
