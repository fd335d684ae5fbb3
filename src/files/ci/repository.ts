import type { Plan } from '../../plan/plan.ts';
import { managedYaml, origin, sharedText } from '../../render/file-specs.ts';
import { Commented } from '../../render/spec.ts';
import type { FileSpec } from '../../render/spec.ts';
import { runtimeOf } from '../runtime/index.ts';
import { nodePackageManagers, packageManagers } from '../runtime/package-managers/index.ts';
import type { Mapping } from '../workflows/workflow.ts';

/** What GitHub itself reads beside the workflows: Dependabot, code owners and the linter's one exemption. */
export const repositoryFiles = (plan: Plan): readonly FileSpec[] => [
  dependabot(plan),
  actionlint(plan),
  ...codeOwners(plan),
];

function dependabot(plan: Plan): FileSpec {
  const { components } = plan;
  const isGenerated = plan.upkeep === 'generated';
  const ignore = [
    new Commented(
      { 'dependency-name': 'create-gitops-service' },
      {
        before: 'An upgrade rewrites generated files: run npx projen and review them.',
      },
    ),
  ];
  const dockerfiles = components.map(
    ({ image }) => image.dockerfile.replace(/\/?[^/]*$/, '') || '.',
  );
  const updates = {
    version: 2,
    updates: isGenerated
      ? packageUpdates(plan, { ignore })
      : [
          ...packageUpdates(plan, {}),
          update(plan, 'github-actions', ['.']),
          update(plan, 'docker', dockerfiles),
        ],
  };
  const reason =
    'Only the packages of the application. The actions of the workflows and the base ' +
    'images are part of\ngenerated files, where each bump would be drift: ' +
    'they move with an upgrade of create-gitops-service.';
  return managedYaml(
    '.github/dependabot.yml',
    [isGenerated ? new Commented(updates, { before: reason }) : updates],
    origin('dependabot', 'components', 'environments'),
  );
}

/** The packages of every language; those of the root always, because this tool is one of them. */
function packageUpdates(plan: Plan, forTool: Mapping): readonly Mapping[] {
  const tool = nodePackageManagers[plan.ci.root.packageManager].ecosystem;
  const ecosystems = new Set(Object.values(packageManagers).map(({ ecosystem }) => ecosystem));
  return [...ecosystems].flatMap((ecosystem) => {
    const folders = [...(ecosystem === tool ? ['.'] : []), ...foldersWith(plan, ecosystem)];
    const more = ecosystem === tool ? forTool : {};
    return folders.length === 0
      ? []
      : [{ ...update(plan, ecosystem, folders), ...grouped, ...more }];
  });
}

const grouped = { groups: { minor: { 'update-types': ['minor', 'patch'] } } };

const foldersWith = ({ components }: Plan, ecosystem: string): readonly string[] =>
  components.flatMap(({ runtime, image }) =>
    runtimeOf(runtime).packageManagers.some((manager) => manager.ecosystem === ecosystem)
      ? [image.context]
      : [],
  );

/** Weekly pull requests for the dependencies of one kind, in folders that may be named more than once. */
const update = (
  { environments }: Plan,
  ecosystem: string,
  folders: readonly string[],
): Mapping => ({
  'package-ecosystem': ecosystem,
  directories: [...new Set(folders)]
    .map((folder) => (folder === '.' ? '/' : `/${folder}`))
    .sort((a, b) => (a < b ? -1 : 1)),
  'target-branch': environments[0]?.branch,
  schedule: { interval: 'weekly' },
  cooldown: new Commented(
    { 'default-days': 7 },
    { before: 'Bad releases are usually found within days of their publication.' },
  ),
  'open-pull-requests-limit': 5,
});

/** Labels of runners that GitHub hosts, and those that every runner of one's own has. */
const knownLabels =
  /^(?:(?:ubuntu|windows|macos)-.*|self-hosted|linux|windows|macos|x64|arm|arm64)$/;

function actionlint({ ci: { runner } }: Plan): FileSpec {
  const labels = [runner].flat().filter((label) => !knownLabels.test(label));
  return managedYaml(
    '.github/actionlint.yaml',
    [
      {
        'self-hosted-runner': labels.length > 0 ? { labels } : undefined,
        paths: {
          '.github/workflows/deploy-*.yaml': {
            ignore: [
              new Commented(
                '^unexpected key "queue" for "concurrency" section\\. expected one of "cancel-in-progress", "group"$',
                {
                  before:
                    'GitHub has supported this key since May 2026; actionlint 1.7.12 does not know it.',
                },
              ),
            ],
          },
        },
      },
    ],
    origin('actionlint', 'ci'),
  );
}

const codeOwners = ({ service: { owners } }: Plan): readonly FileSpec[] =>
  owners.length === 0
    ? []
    : [
        sharedText(
          '.github/CODEOWNERS',
          `* ${owners.join(' ')}\n`,
          origin('code-owners', 'owners'),
        ),
      ];
