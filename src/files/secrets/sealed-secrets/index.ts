import { everyPartOf, partsOf } from '../../../plan/namespaces.ts';
import { paths } from '../../../plan/paths.ts';
import type { Plan, SealedSecretsPlan } from '../../../plan/plan.ts';
import { code } from '../../../render/markdown.ts';
import { text } from '../../../render/text.ts';
import type { SecretBackend } from '../contract.ts';
import { firstDeploySection } from './first-deploy.ts';
import { incidentTexts } from './incident.ts';
import { kustomization } from './kustomization.ts';
import { rotationPage } from './rotation.ts';
import { folderSealScript, sealScript, secureScript } from './scripts.ts';
import { secretTemplates } from './secret-template.ts';
import { sealingTexts } from './texts.ts';

/** Values sealed in git, beside what reads them, which the controller of the cluster opens. */
export function sealedSecrets(sealing: SealedSecretsPlan, plan: Plan): SecretBackend {
  const texts = sealingTexts(plan, sealing);
  const { controllerName, controllerNamespace } = sealing;
  return {
    files: () => [
      ...plan.environments.flatMap((environment) => [
        ...partsOf(environment).map((part) => kustomization(plan, part)),
        ...secretTemplates(environment, plan.upkeep),
        ...(sealing.scriptInFolders ? partsOf(environment).map(folderSealScript) : []),
      ]),
      sealScript(plan, sealing),
      secureScript(plan.environments),
    ],
    // What is sealed stands in a folder of its own, which who seals writes.
    manifests: () => [],
    ignored: () => text('scripts/gitignore-sealed').trimEnd(),
    leakRules: () => text('scripts/gitleaks.toml'),
    kinds: [{ apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret' }],
    operators: [
      {
        group: 'bitnami.com',
        title: 'Sealed Secrets',
        labels: ['app.kubernetes.io/name=sealed-secrets', 'name=sealed-secrets-controller'],
      },
    ],
    prerequisites: [
      [
        'Sealed Secrets controller',
        'secrets',
        code(`kubectl get -n ${controllerNamespace} service/${controllerName}`),
      ],
    ],
    neededFirst: () => [],
    docs: {
      firstDeploy: (step) => firstDeploySection(plan, texts, step),
      tableIntro:
        'Each is sealed for the namespace of its environment and useless in any other. Templates: ' +
        `${code(paths.secretTemplate(everyPartOf(plan, '*'), '*'))}.`,
      files: [
        [paths.sealScript, 'Seals secrets with kubeseal'],
        [paths.secureSecretsScript, 'Restricts plain secrets to your user'],
      ],
      filesOfEach: [
        [
          paths.secrets(everyPartOf(plan, '*'), 'kustomization.yaml'),
          'Sealed secrets',
          'you, by sealing',
        ],
      ],
      promise: {
        says: 'sealed in git; only the cluster can decrypt them',
        check: `${paths.secureSecretsScript} --check`,
      },
      removal: (folder, secrets) => ({
        inGit:
          secrets.length === 0
            ? ''
            : ` Also delete ${secrets
                .map((name) => code(paths.sealedSecret(folder, name)))
                .join(', ')}, and their lines in the \`kustomization.yaml\` there.`,
        inCluster: secrets.map((name) => `sealedsecret.bitnami.com/${name}`),
      }),
      provided: 'sealed for',
      incident: () => incidentTexts(sealing, texts),
      rotation: (arrival) => rotationPage(plan, texts, arrival),
    },
  };
}
