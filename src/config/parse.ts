import { UserError } from '../errors.ts';
import { doubtOf, type Doubt } from './doubt.ts';
import { dotted, issueOf, type Issue, type Problem } from './issue.ts';
import { kindChanges, merge } from './merge.ts';
import { parseOn, without, type Parsed } from './parse-on.ts';
import { environmentRules, rules } from './rules.ts';
import type { ParsedConfig } from './schema.ts';

/** The config as written for all environments, and as it is in each of them, overrides laid on. */
export interface Config extends Omit<ParsedConfig, 'environments'> {
  readonly environments: readonly EnvironmentConfig[];
}

/** One environment and the whole config as it holds there. */
export interface EnvironmentConfig extends Omit<ParsedConfig['environments'][string], 'overrides'> {
  readonly name: string;
  readonly here: Pick<
    ParsedConfig,
    'components' | 'dataStores' | 'routing' | 'messaging' | 'monitoring'
  >;
}

/** Checks what the user wrote and completes it. Throws one `UserError` that lists every problem. */
export function parseConfig(input: unknown): Config {
  const outcome = tryParse(input);
  if ('issues' in outcome)
    throw new UserError(letter(outcome), {
      hint: 'Every key is described in: gitops-service docs config',
    });
  return outcome.config;
}

/** What is wrong with a config; not complete when rules had to wait for what is wrong already. */
export interface Refused {
  readonly issues: readonly Issue[];
  readonly isComplete: boolean;
}

/** The same without an exception: the config, or the issues. */
export function tryParse(input: unknown): { readonly config: Config } | Refused {
  const shared = parseOn(input);
  if (shared.data === undefined)
    return { issues: unique(shared.problems.map(issueOf)), isComplete: false };
  const { environments, ...everywhere } = shared.data;
  const parsed = Object.entries(environments).map(([name, { overrides, ...environment }]) => ({
    name,
    environment,
    ...overridden(shared.input, name, overrides),
  }));
  const resolved = parsed.flatMap(({ name, environment, data }): EnvironmentConfig[] =>
    data === undefined ? [] : [{ ...environment, name, here: data }],
  );
  const config: Config = { ...everywhere, environments: resolved };
  const doubt = doubtOf(new Set([shared, ...parsed].flatMap(({ unknown }) => [...unknown])));
  const issues = [
    ...[shared, ...parsed].flatMap(({ problems }) => problems.map(issueOf)),
    ...ruledIssues(config, doubt),
  ];
  return issues.length > 0
    ? { issues: unique(issues), isComplete: !doubt.isLeft() && resolved.length === parsed.length }
    : { config };
}

/** The config with the overrides of one environment laid on. */
function overridden(input: unknown, name: string, overrides: object): Parsed {
  const changes = kindChanges(input, overrides);
  const at = (problem: Problem): Problem => ({
    ...problem,
    at: ['environments', name, 'overrides', ...problem.at],
  });
  const kept = changes.reduce<unknown>(
    (all, change) => without(all, change.at.slice(0, -1)),
    overrides,
  );
  const parsed = parseOn(merge(input, kept));
  return {
    ...parsed,
    problems: [...changes, ...parsed.problems].map(at),
    unknown: new Set([
      ...parsed.unknown,
      ...changes.map((change) => dotted(change.at.slice(0, -1))),
    ]),
  };
}

function ruledIssues(config: Config, doubt: Doubt): Issue[] {
  const in_ = (environment: EnvironmentConfig, here: EnvironmentConfig['here']) =>
    doubt.watched(
      { ...environment, here: doubt.watched(here, '') },
      `environments.${environment.name}`,
    );
  const whole = doubt.watched(
    {
      ...config,
      environments: config.environments.map((environment) => in_(environment, environment.here)),
    },
    '',
  );
  return [
    ...rules.flatMap((rule) => doubt.believed(() => rule(whole))),
    ...config.environments.flatMap((environment) => {
      const issuesWith = (here: EnvironmentConfig['here']) =>
        environmentRules.flatMap((rule) =>
          doubt.believed(() => rule(in_(environment, here), whole)),
        );
      return atOverrides(environment.name, issuesWith(environment.here), issuesWith(config));
    }),
  ];
}

/** An issue that only the overrides bring about is named at them. */
function atOverrides(
  name: string,
  issues: readonly Issue[],
  everywhere: readonly Issue[],
): Issue[] {
  const shared = new Set(everywhere.map(keyOf));
  return issues.map((issue) =>
    /^(components|dataStores|routing|messaging|monitoring)\./.test(issue.path) &&
    !shared.has(keyOf(issue))
      ? { ...issue, path: `environments.${name}.overrides.${issue.path}` }
      : issue,
  );
}

const keyOf = ({ path, message }: Issue): string => `${path}\n${message}`;

const unique = (issues: readonly Issue[]): Issue[] => [
  ...new Map(issues.map((issue) => [keyOf(issue), issue])).values(),
];

const letter = ({ issues, isComplete }: Refused): string =>
  [
    `The config has ${issues.length} problem(s):`,
    ...issues.map(({ path, message }) => `  ${path === '' ? '(config)' : path}: ${message}`),
    ...(isComplete ? [] : ['More may follow: some rules wait for what is wrong here.']),
  ].join('\n');
