import { paths } from '../../../plan/paths.ts';
import type { ManualSecretsPlan, Plan } from '../../../plan/plan.ts';
import { text } from '../../../render/text.ts';
import type { SecretBackend } from '../contract.ts';
import { createSecretsScript } from './create-secrets.ts';
import { firstDeploySection, incidentTexts, rotationPage } from './docs.ts';

/** Values that people give to the cluster themselves: a script asks for what only they know and makes the rest. */
export const manual = (_: ManualSecretsPlan, plan: Plan): SecretBackend => ({
  files: () => [createSecretsScript(plan)],
  manifests: () => [],
  ignored: () => text('scripts/gitignore-by-hand').trimEnd(),
  leakRules: () => text('scripts/gitleaks-by-hand.toml'),
  kinds: [],
  operators: [],
  prerequisites: [],
  neededFirst: ({ secrets }) => secrets,
  docs: {
    firstDeploy: (step) => firstDeploySection(plan, step),
    tableIntro: `\`${paths.createSecretsScript}\` creates them in the namespace of an environment.`,
    files: [[paths.createSecretsScript, 'Creates the secrets of an environment in its cluster']],
    filesOfEach: [],
    promise: {
      says: 'created in the cluster manually; git contains only their names',
      check: 'git grep --line-number "kind: Secret$"',
    },
    removal: (_folder, secrets) => ({
      inGit: '',
      inCluster: secrets.map((name) => `secret/${name}`),
    }),
    provided: 'made in',
    incident: () => incidentTexts(plan),
    rotation: () => rotationPage(plan),
  },
});
