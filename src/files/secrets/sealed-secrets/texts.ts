import { everyPartOf } from '../../../plan/namespaces.ts';
import { paths } from '../../../plan/paths.ts';
import type { Plan, SealedSecretsPlan } from '../../../plan/plan.ts';
import { text } from '../../../render/text.ts';

/** How secrets are made and sealed: with our commands, or with kubeseal in a repository that stands alone. */
export interface SealingTexts {
  /** What the first sealing does, for all environments. */
  readonly intro: (registry: string) => string;
  /** The commands of the first sealing in one environment. */
  readonly first: (environment: string) => readonly string[];
  /** Beside these commands. */
  readonly instead: string;
  /** How plain files go. */
  readonly remove: (environment: string) => string;
  /** The step that gives a secret a new value. */
  readonly rotate: string;
  /** The command that fetches the certificate of an environment. */
  readonly certificate: (environment: string) => string;
  /** What tells why a secret does not open. */
  readonly compare: string;
}

/** The texts for who keeps the files of this plan. */
export const sealingTexts = (plan: Plan, sealing: SealedSecretsPlan): SealingTexts => {
  const folderOf = (environment: string): string =>
    paths.overlay(everyPartOf(plan, environment), 'secrets');
  return plan.upkeep === 'generated' ? withCommands(folderOf) : withKubeseal(sealing, folderOf);
};

type FolderOf = (environment: string) => string;

/** What a reader puts in, for an environment or for `<environment>`. */
const contextOf = (environment: string): string =>
  `<context-of-${environment.replaceAll(/[<>]/g, '')}>`;

const withCommands = (folderOf: FolderOf): SealingTexts => ({
  intro: (registry) => text('docs/sealing/intro-command.md', { registry }).trimEnd(),
  first: (environment) => [
    `npx gitops-service secrets init ${environment}`,
    `\${EDITOR:-vi} $(grep -l REPLACE_ME ${folderOf(environment)}/*.secret.yaml)`,
    `npx gitops-service seal ${environment}`,
    `npx gitops-service secrets status ${environment}`,
  ],
  instead: `With kubeseal instead of \`seal\`: \`${paths.sealScript} <environment>\`.`,
  remove: (environment) => `\`npx gitops-service seal ${environment} --remove\``,
  rotate: text('docs/sealing/rotate-command.md', {}).trimEnd(),
  certificate: (environment) =>
    `npx gitops-service secrets certificate ${environment} --context ${contextOf(environment)}`,
  compare:
    '`npx gitops-service secrets status` compares every sealed file with what its environment needs.',
});

const withKubeseal = (
  { controllerName, controllerNamespace }: SealedSecretsPlan,
  folderOf: FolderOf,
): SealingTexts => ({
  intro: (registry) => text('docs/sealing/intro-script.md', { registry }).trimEnd(),
  first: (environment) => [
    `for template in ${folderOf(environment)}/*.secret.yaml.example; ` +
      'do cp -n "$template" "${template%.example}"; done',
    `\${EDITOR:-vi} $(grep -l REPLACE_ME ${folderOf(environment)}/*.secret.yaml)`,
    `${paths.sealScript} ${environment}`,
  ],
  instead: '',
  remove: () => '`rm` them',
  rotate: text('docs/sealing/rotate-script.md', {
    folder: folderOf('<environment>'),
    script: paths.sealScript,
  }).trimEnd(),
  certificate: (environment) =>
    `kubeseal --context ${contextOf(environment)} --controller-name ${controllerName} ` +
    `--controller-namespace ${controllerNamespace} --fetch-cert ` +
    `>${paths.sealingCertificate(environment)}`,
  compare: '',
});
