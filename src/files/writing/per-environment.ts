import type { EnvironmentPlan } from '../../plan/plan.ts';
import { code, codes, listed } from '../../render/markdown.ts';

type Row = readonly string[];

/** Rows of a table, behind the environments that they are true of: what several share is said once. */
export function rowsPerEnvironment(
  environments: readonly EnvironmentPlan[],
  rowsOf: (environment: EnvironmentPlan) => readonly Row[],
): readonly Row[] {
  const found = new Map<string, { readonly row: Row; readonly names: readonly string[] }>();
  for (const environment of environments)
    for (const row of rowsOf(environment)) {
      const key = JSON.stringify(row);
      const names = found.get(key)?.names ?? [];
      found.set(key, { row, names: [...new Set([...names, environment.name])] });
    }
  return [...found.values()].map(({ row, names }) => [names.join(', '), ...row]);
}

/** What is said of an environment, for those that differ; the rest stands beside the last one that is like them. */
export function textPerEnvironment(
  environments: readonly EnvironmentPlan[],
  textOf: (environment: EnvironmentPlan) => string,
): string {
  const groups: (readonly EnvironmentPlan[])[] = [];
  for (const environment of environments.toReversed()) {
    const index = groups.findIndex(([shown]) => isLike(environment, shown, textOf));
    const [group = []] = index < 0 ? [] : groups.splice(index, 1);
    groups.splice(index < 0 ? groups.length : index, 0, [...group, environment]);
  }
  return groups
    .flatMap(([shown, ...others]) =>
      shown === undefined
        ? []
        : environments.length === 1
          ? [textOf(shown)]
          : [withIntro(shown, others, textOf)],
    )
    .join('\n\n');
}

/** What distinguishes environments that are the same otherwise. */
const identities = {
  branch: ({ branch }) => ({ branch }),
  application: ({ application }) => ({ application }),
  namespace: ({ namespace }) => ({ namespace }),
  host: ({ hosts, hostGroups, smokeTests }) => ({ hosts, hostGroups, smokeTests }),
  name: ({ name, releaseFile }) => ({ name, releaseFile }),
} satisfies Record<string, (environment: EnvironmentPlan) => Partial<EnvironmentPlan>>;

/** The environment under the names of another one. */
const renamed = (environment: EnvironmentPlan, other: EnvironmentPlan): EnvironmentPlan =>
  Object.values(identities).reduce<EnvironmentPlan>(
    (result, identityOf) => ({ ...result, ...identityOf(other) }),
    environment,
  );

const isLike = (
  environment: EnvironmentPlan,
  shown: EnvironmentPlan | undefined,
  textOf: (environment: EnvironmentPlan) => string,
): boolean => shown !== undefined && textOf(renamed(shown, environment)) === textOf(environment);

/** `In prod; in dev with branch dev and namespace orders-dev:`, and what is said of it. */
function withIntro(
  shown: EnvironmentPlan,
  others: readonly EnvironmentPlan[],
  textOf: (environment: EnvironmentPlan) => string,
): string {
  const text = textOf(shown);
  const instead = others.toReversed().map((other) => {
    const isUsed = (identity: (of: EnvironmentPlan) => Partial<EnvironmentPlan>): boolean =>
      textOf({ ...shown, ...identity(other) }) !== text;
    const { branch, application, namespace, host } = identities;
    const words = [
      ...(isUsed(branch) ? [`branch ${code(other.branch)}`] : []),
      ...(isUsed(application) ? [`application ${code(other.application)}`] : []),
      ...(isUsed(namespace) ? [`namespace ${code(other.namespace)}`] : []),
      ...(isUsed(host) ? [`host ${codes(other.hosts)}`] : []),
    ];
    return words.length === 0
      ? `in ${other.name} likewise`
      : `in ${other.name} with ${listed(words)}`;
  });
  return `${[`In ${shown.name}`, ...instead].join('; ')}:\n\n${text}`;
}
