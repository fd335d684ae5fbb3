import { UserError } from '../errors.ts';
import { issuesOf } from './issues-of.ts';
import type { Issue } from './issue.ts';
import { kindChanges, merge } from './merge.ts';
import { environmentRules, rules } from './rules.ts';
import { configSchema, type ParsedConfig } from './schema.ts';

/** The config as written for all environments, and as it is in each of them, overrides laid on. */
export interface Config extends Omit<ParsedConfig, 'environments'> {
  readonly environments: readonly EnvironmentConfig[];
}

/** One environment and the whole config as it holds there. */
export interface EnvironmentConfig extends Omit<ParsedConfig['environments'][string], 'overrides'> {
  readonly name: string;
  readonly here: Pick<ParsedConfig, 'components' | 'dataStores' | 'routing' | 'messaging' | 'monitoring'>;
}

/** Checks what the user wrote and completes it. Throws one `UserError` that lists every problem. */
export function parseConfig(input: unknown): Config {
  const outcome = tryParse(input);
  if ('issues' in outcome) throw new UserError(letter(outcome.issues), { hint: 'Every key is described in docs/config.md of create-gitops-service.' });
  return outcome.config;
}

/** The same without an exception: the config, or the issues. */
export function tryParse(input: unknown): { readonly config: Config } | { readonly issues: readonly Issue[] } {
  const parsed = configSchema.safeParse(input);
  if (!parsed.success) return { issues: unique(issuesOf(parsed.error, input, configSchema)) };
  const { environments, ...shared } = parsed.data;
  const issues: Issue[] = [];
  const resolved = Object.entries(environments).flatMap(([name, { overrides, ...environment }]): EnvironmentConfig[] => {
    const changed = kindChanges(input, overrides, ['environments', name, 'overrides']);
    issues.push(...changed);
    if (changed.length > 0) return [];
    const here = configSchema.safeParse(merge(input, overrides));
    if (here.success) return [{ ...environment, name, here: here.data }];
    issues.push(...issuesOf(here.error, merge(input, overrides), configSchema).map(({ path, message }) => ({ path: `environments.${name}.overrides.${path}`, message })));
    return [];
  });
  if (issues.length > 0) return { issues: unique(issues) };
  const config: Config = { ...shared, environments: resolved };
  issues.push(...rules.flatMap((rule) => rule(config)));
  issues.push(...config.environments.flatMap((environment) => environmentIssues(environment, config)));
  return issues.length > 0 ? { issues: unique(issues) } : { config };
}

/** An issue that only the overrides bring about is named at them. */
function environmentIssues(environment: EnvironmentConfig, config: Config): Issue[] {
  const issuesWith = (here: EnvironmentConfig['here']): Issue[] => environmentRules.flatMap((rule) => rule({ ...environment, here }, config));
  const shared = new Set(issuesWith(config).map(({ path, message }) => `${path}\n${message}`));
  return issuesWith(environment.here).map((issue) =>
    /^(components|dataStores|routing|messaging|monitoring)\./.test(issue.path) && !shared.has(`${issue.path}\n${issue.message}`) ? { ...issue, path: `environments.${environment.name}.overrides.${issue.path}` } : issue,
  );
}

const unique = (issues: readonly Issue[]): Issue[] => [...new Map(issues.map((issue) => [`${issue.path}\n${issue.message}`, issue])).values()];

const letter = (issues: readonly Issue[]): string => [`The config has ${issues.length} problem(s):`, ...issues.map(({ path, message }) => `  ${path === '' ? '(config)' : path}: ${message}`)].join('\n');
