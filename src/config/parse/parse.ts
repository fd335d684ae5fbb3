import { configError } from '../../domain/config-error.ts';
import { trackReads, type ReadTracker } from './read-tracker.ts';
import { dottedPath, issueOf, type Issue, type Problem } from '../../domain/issue.ts';
import { kindChanges, merge } from './merge.ts';
import { parseOn, without, type Parsed } from './parse-on.ts';
import { environmentRules, rules } from '../rules/rules.ts';
import type { Config, EnvironmentConfig } from '../config.ts';
import { uncarriedProblems } from './uncarried.ts';

/** Checks what the user wrote and completes it. Throws one `UserError` that lists every problem. */
export function parseConfig(input: unknown): Config {
  const outcome = tryParse(input);
  if ('issues' in outcome) throw configError(outcome.issues, outcome.isComplete);
  return outcome.config;
}

/** What is wrong with a config; not complete when rules had to wait for what is wrong already. */
export interface ParseFailure {
  readonly issues: readonly Issue[];
  readonly isComplete: boolean;
}

/** The same without an exception: the config, or the issues. */
export function tryParse(input: unknown): { readonly config: Config } | ParseFailure {
  const uncarried = uncarriedProblems(input);
  if (uncarried.length > 0) return { issues: unique(uncarried.map(issueOf)), isComplete: false };
  const shared = parseOn(input);
  if (shared.data === undefined)
    return { issues: unique(shared.problems.map(issueOf)), isComplete: false };
  const { environments, ...everywhere } = shared.data;
  const parsed = Object.entries(environments).map(([name, { overrides, ...environment }]) => ({
    name,
    environment,
    ...parseOverridden(shared.input, name, overrides),
  }));
  const resolved = parsed.flatMap(({ name, environment, data }): EnvironmentConfig[] =>
    data === undefined ? [] : [{ ...environment, name, here: data }],
  );
  const config: Config = { ...everywhere, environments: resolved };
  const tracker = trackReads(new Set([shared, ...parsed].flatMap(({ unknown }) => [...unknown])));
  const issues = [
    ...[shared, ...parsed].flatMap(({ problems }) => problems.map(issueOf)),
    ...ruleIssuesOf(config, tracker),
  ];
  return issues.length > 0
    ? {
        issues: unique(issues),
        isComplete: !tracker.hasSkipped() && resolved.length === parsed.length,
      }
    : { config };
}

/** The config with the overrides of one environment laid on. */
function parseOverridden(input: unknown, name: string, overrides: object): Parsed {
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
      ...changes.map((change) => dottedPath(change.at.slice(0, -1))),
    ]),
  };
}

function ruleIssuesOf(config: Config, tracker: ReadTracker): Issue[] {
  const inEnvironment = (environment: EnvironmentConfig, here: EnvironmentConfig['here']) =>
    tracker.track(
      { ...environment, here: tracker.track(here, '') },
      `environments.${environment.name}`,
    );
  const whole = tracker.track(
    {
      ...config,
      environments: config.environments.map((environment) =>
        inEnvironment(environment, environment.here),
      ),
    },
    '',
  );
  return [
    ...rules.flatMap((rule) => tracker.trust(() => rule(whole))),
    ...config.environments.flatMap((environment) => {
      const issuesWith = (here: EnvironmentConfig['here']) =>
        environmentRules.flatMap((rule) =>
          tracker.trust(() => rule(inEnvironment(environment, here), whole)),
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
