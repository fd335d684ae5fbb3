import { byKind, type ByKind } from '../../domain/member.ts';
import type { Config, EnvironmentConfig } from '../config.ts';
import type { Issue } from '../../domain/issue.ts';
import type { EnvironmentRule } from './rule.ts';

type HelmConfig = Extract<Config['packaging'], { kind: 'helm' }>;

/** Helm takes 53 characters, and each chart of several adds its name: https://helm.sh/docs/topics/charts/. */
function releaseNamesFit(
  { layout }: HelmConfig,
  { name, releaseName = '' }: EnvironmentConfig,
  { name: service, components }: Config,
): readonly Issue[] {
  const release = releaseName === '' ? `${service}-${name}` : releaseName;
  const charts =
    layout === 'umbrella'
      ? ['']
      : Object.keys({ ...components, shared: '' }).map((component) => `-${component}`);
  return charts
    .filter((chart) => `${release}${chart}`.length > 53)
    .slice(0, 1)
    .map((chart) => ({
      path: `environments.${name}.releaseName`,
      message: `the Helm release "${release}${chart}" would have more than 53 characters; set a shorter one here`,
    }));
}

/** What each packaging demands of an environment. */
const rules: ByKind<Config['packaging'], [EnvironmentConfig, Config], readonly Issue[]> = {
  kustomize: () => [],
  helm: releaseNamesFit,
};

/** Why an environment has one namespace, if what renders its manifests can say no more. */
const namespaceRefusals: ByKind<Config['packaging'], [], string | undefined> = {
  kustomize: () => undefined,
  helm: ({ layout }) =>
    layout === 'umbrella'
      ? 'one chart installs into one namespace: use layout "per-component", or one namespace'
      : undefined,
};

/** The same for a config. */
export const againstNamespaces = ({ packaging }: Config): string | undefined =>
  byKind(namespaceRefusals, packaging);

/** Rules over one environment and what renders its manifests. */
export const packagingRules: readonly EnvironmentRule[] = [
  (environment, config) => byKind(rules, config.packaging, environment, config),
];
