import { paths } from '../../../plan/paths.ts';
import type { EnvironmentPlan, Plan, SealedSecretsPlan } from '../../../plan/plan.ts';
import { text } from '../../../render/text.ts';

/** How secrets are made and sealed: with our commands, or with kubeseal in a repository that stands alone. */
export interface SealingTexts {
  /** What the first sealing does, for all environments. */
  readonly intro: (registry: string) => string;
  /** The commands of the first sealing in one environment. */
  readonly first: (environment: EnvironmentPlan) => string;
  /** Beside these commands. */
  readonly instead: (environment: EnvironmentPlan) => string;
  /** How plain files go. */
  readonly remove: (environment: string) => string;
  /** The step that gives a secret a new value. */
  readonly rotate: (environment: EnvironmentPlan) => string;
  /** The command that fetches the certificate of an environment. */
  readonly certificate: (environment: string) => string;
  /** What tells why a secret does not open. */
  readonly compare: string;
}

/** The texts for who keeps the files of this plan. */
export const sealingTexts = (
  { upkeep }: Pick<Plan, 'upkeep'>,
  sealing: SealedSecretsPlan,
): SealingTexts => (upkeep === 'generated' ? withCommands : withKubeseal(sealing));

const folderOf = ({ name }: EnvironmentPlan): string => paths.overlay(name, 'secrets');

const withCommands: SealingTexts = {
  intro: (registry) => text('docs/sealing/intro-command.md', { registry }).trimEnd(),
  first: (environment) =>
    [
      `npx gitops-service secrets init ${environment.name}`,
      `\${EDITOR:-vi} $(grep -l REPLACE_ME ${folderOf(environment)}/*.secret.yaml)`,
      `npx gitops-service seal ${environment.name}`,
      `npx gitops-service secrets status ${environment.name}`,
    ].join('\n'),
  instead: ({ name }) => `With kubeseal instead of \`seal\`: \`${paths.sealScript(name)}\`.`,
  remove: (environment) => `\`npx gitops-service seal ${environment} --remove\``,
  rotate: ({ name }) => text('docs/sealing/rotate-command.md', { name }).trimEnd(),
  certificate: (environment) =>
    `npx gitops-service secrets certificate ${environment} --context <context-of-${environment}>`,
  compare:
    '`npx gitops-service secrets status` compares every sealed file with what its ' +
    'environment needs; the controller reports what it tried:',
};

const withKubeseal = ({
  controllerName,
  controllerNamespace,
}: SealedSecretsPlan): SealingTexts => ({
  intro: (registry) => text('docs/sealing/intro-script.md', { registry }).trimEnd(),
  first: (environment) =>
    [
      `for template in ${folderOf(environment)}/*.secret.yaml.example; ` +
        'do cp -n "$template" "${template%.example}"; done',
      `\${EDITOR:-vi} $(grep -l REPLACE_ME ${folderOf(environment)}/*.secret.yaml)`,
      `./${paths.sealScript(environment.name)}`,
    ].join('\n'),
  instead: () => '',
  remove: () => '`rm` them',
  rotate: ({ name }) =>
    text('docs/sealing/rotate-script.md', { folder: paths.overlay(name, 'secrets') }).trimEnd(),
  certificate: (environment) =>
    `kubeseal --context <context-of-${environment}> --controller-name ${controllerName} ` +
    `--controller-namespace ${controllerNamespace} --fetch-cert ` +
    `>${paths.sealingCertificate(environment)}`,
  compare: 'The controller logs its errors:',
});
