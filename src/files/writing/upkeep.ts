import { paths } from '../../plan/paths.ts';
import type { PackagingWords } from '../../plan/packaging/plan.ts';
import type { Plan } from '../../plan/plan.ts';

/** What workflows and documents say about changing files, and the programs that they may name. */
interface UpkeepTexts {
  /** Edits release files, in a workflow. */
  readonly release: string;
  /** Edits release files, typed by a person. */
  readonly person: string;
  /** Does a promotion in a workflow and prints its images, `<component>=<image>:<tag>@<digest>` a line. */
  readonly promotion: (words: string, environment: string) => string;
  /** Who writes what we generate, as the table of files says it. */
  readonly writer: string;
  /** Brings back a file of ours that is missing. */
  readonly restore: string;
  /** How the deployment is changed: sentences of the documents. */
  readonly records: string;
  readonly change: string;
  readonly grow: string;
  /** How a data store leaves the deployment: a sentence. */
  readonly removeStore: (key: string) => string;
  readonly wrong: string;
  readonly limits: string;
  readonly readme: string;
  /** How values of a chart are changed. */
  readonly values: string;
  /** How to see what runs where. */
  readonly overview: (from: string) => string;
  /** What brings back an earlier release: the text template of what is said, and the commands. */
  readonly rollback: {
    readonly template: string;
    readonly commands: (from: EarlierRelease) => readonly string[];
  };
}

/** Where an earlier release is, and the words that set one by its digest. */
interface EarlierRelease {
  readonly name: string;
  readonly branch: string;
  readonly releaseFile: string;
  readonly set: string;
}

/** What is said where we keep the files, or else their people. */
export function upkeepTexts({ upkeep, packaging, delivery }: Kept): UpkeepTexts {
  const { folder, render, standalone } = packaging.words;
  return {
    ...texts[upkeep](standalone),
    readme: readmes[upkeep]({ folder, render, beside: delivery.folder ?? '' }),
  };
}

type Kept = Pick<Plan, 'upkeep' | 'packaging' | 'delivery'>;

interface Folders {
  readonly folder: string;
  readonly render: string;
  /** The folder of what delivers the manifests; empty where nothing does. */
  readonly beside: string;
}

const readmes: Readonly<Record<Plan['upkeep'], (folders: Folders) => string>> = {
  generated: ({ folder, beside }) =>
    [
      `Everything under ${[folder, beside, '.github/workflows/']
        .filter((name) => name !== '')
        .map((name) => `\`${name}\``)
        .join(', ')} and \`docs/\` is generated from \`.projenrc.ts\`. Edit that file, then:`,
      '',
      '```bash',
      'npx projen                          # regenerate the files',
      'npx gitops-service diff --rendered  # what that would change on the clusters',
      'npx gitops-service check            # what would change, exit code 1 if anything does',
      'npx gitops-service explain <path>   # where a file comes from and who may change it',
      '```',
    ].join('\n'),
  standalone: ({ folder, beside, render }) =>
    `The files under \`${folder}\`${beside === '' ? '' : ` and \`${beside}\``} are the ` +
    `deployment. Change them, ${render}, and review the diff.`,
};

const texts: Readonly<
  Record<Plan['upkeep'], (standalone: PackagingWords['standalone']) => Omit<UpkeepTexts, 'readme'>>
> = {
  generated: () => ({
    release: 'npx --no-install gitops-service',
    person: 'npx gitops-service',
    promotion: (words) => String.raw`npx --no-install gitops-service ${words}
# Run it again for the JSON; it changes nothing, and the first run printed any refusal for people.
npx --no-install gitops-service ${words} --json |
  jq --raw-output '.images[] | "\(.component)=\(.after.repository):\(.after.tag)@\(.after.digest)"'`,
    writer: 'the generator',
    restore: 'run npx projen',
    records:
      `To add a decision, write its title and rationale under \`decisions\` in \`${paths.config}\`. ` +
      'With a title that stands above, your rationale replaces the one given there.',
    change:
      `Change the config in \`${paths.config}\`, run \`npx projen\`, and review the diff: ` +
      'it is what will be deployed.',
    grow:
      'Raise `storage` of the store in ' +
      `\`${paths.config}\` (under \`environments.<env>.overrides.dataStores\` for one environment), run \`npx ` +
      'projen`, and\nmerge the result.',
    removeStore: (key) =>
      `Remove \`${key}\` from \`dataStores\`, and everything that uses it, in \`${paths.config}\`, ` +
      'and run `npx projen`.',
    wrong: 'change the config or tell the owners of the generator',
    limits: 'Raise it in the config',
    values:
      `To change a value permanently, edit \`${paths.config}\` and run \`npx projen\`. To ` +
      'try a value, or to set one that the config does not support, use ' +
      '`custom-<environment>.yaml`.',
    overview: (from) =>
      `To see what runs where, and how far ${from} is ahead: \`npx gitops-service releases\`.`,
    rollback: {
      template: 'docs/runbooks/rollback-command.md',
      commands: ({ name, branch }) => [
        `git switch ${branch}`,
        'git pull --ff-only',
        'npx gitops-service releases',
        `npx gitops-service rollback ${name} --push`,
      ],
    },
  }),
  standalone: ({ overview, ...words }) => ({
    ...words,
    release: `./${paths.releaseScript}`,
    person: `./${paths.releaseScript}`,
    promotion: (words, environment) =>
      `./${paths.releaseScript} ${words} >&2\n./${paths.releaseScript} images ${environment}`,
    writer: 'you',
    restore: 'restore it from git history',
    records: 'To add a decision, write it down in this folder, and list it here.',
    removeStore: () => 'Remove its manifests, and everything that uses it.',
    wrong: 'correct it',
    values:
      'Change shared values in `values.yaml`, and values of one environment in ' +
      '`values-<environment>.yaml`.',
    overview: () => overview,
    rollback: {
      template: 'docs/runbooks/rollback-script.md',
      commands: ({ releaseFile, set }) => [
        `git log --patch -3 --format='%h %cd %s' -- ${releaseFile}`,
        `${set} --push`,
      ],
    },
  }),
};
