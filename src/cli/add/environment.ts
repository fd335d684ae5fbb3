import type { ConfigInput } from '../../config/schema/schema.ts';
import { edited, type Edit } from '../../config-editor/index.ts';
import { meant } from '../../domain/nearest.ts';
import { paths } from '../../plan/paths.ts';
import type { Synthesis } from '../../projen/host.ts';
import { textOf, textsOf, type Addition, type Given, type Field } from './addition.ts';
import { BACKUP_FORM, backupOf, withoutBackup } from './backups.ts';
import { environmentsOf } from './environments.ts';
import { problemWith, schemaAt, valueOf } from './fields.ts';
import { environmentFlags } from './flags.ts';
import { nameQuestion, requireNew } from './name.ts';
import { secretSteps } from './steps.ts';

const schema = schemaAt('environments', 'any');

const fields: readonly Field[] = [
  { flag: 'branch', at: ['branch'] },
  { flag: 'trigger', at: ['trigger'] },
  { flag: 'sync', at: ['sync'] },
  { flag: 'namespace', at: ['namespace'] },
  { flag: 'cluster', at: ['cluster'] },
];

/** One more stop on the promotion chain. */
export const environment: Addition<typeof environmentFlags> = {
  flags: environmentFlags,
  words: ['name'],
  questions: (config, given) => [
    nameQuestion('environment', environmentsOf(config)),
    ...(Object.keys(environmentsOf(config)).length === 1
      ? []
      : [
          {
            name: 'promoted-from',
            message: 'Which environment is it promoted from?',
            choices: Object.keys(environmentsOf(config)),
          },
        ]),
    {
      name: 'branch',
      message: 'Which branch is deployed there?',
      initial: textOf(given, 'name') ?? '',
      validate: (answer) => problemWith(schema, ['branch'], answer),
      isOptional: true,
    },
    {
      name: 'production',
      message: 'Do the rules for production hold there: backups, redundancy?',
      choices: environmentFlags.production.choices,
      initial: productionOf(config, given),
      isOptional: true,
    },
    ...(productionOf(config, given) === 'no' || withoutBackup(config).length === 0
      ? []
      : [
          {
            name: 'backup',
            message:
              `Backups there of ${withoutBackup(config).join(', ')}: <store>=${BACKUP_FORM}; ` +
              'not needed with --production no',
            several: true,
          },
        ]),
    ...(config.routing === undefined
      ? []
      : [
          {
            name: 'host',
            message: 'Public host name? Empty: none.',
            initial: '',
            several: true,
            isOptional: true,
          },
        ]),
  ],
  wanted(config, given) {
    const name = textOf(given, 'name') ?? '';
    const known = Object.keys(environmentsOf(config)).filter((one) => one !== name);
    const source = textOf(given, 'promoted-from') ?? known[0] ?? '';
    const { value, problems } = environmentOf(config, name, given);
    const edit = { kind: 'set', at: ['environments', name], value, after: source } as const;
    return {
      problems: [
        ...requireNew({ name, value, section: 'environments', config }),
        ...problems,
        ...(known.includes(source)
          ? []
          : [`--promoted-from: unknown "${source}"${meant(source, known)}`]),
      ],
      edits: editsOf(config, edit),
    };
  },
  places: (given) => ({
    at: ['environments', textOf(given, 'name') ?? ''],
    fields: [
      ...fields,
      { flag: 'production', at: ['production'] },
      { flag: 'host', at: ['hosts'] },
      { flag: 'backup', at: ['overrides', 'dataStores'] },
    ],
  }),
  steps: (after, given) => {
    const name = textOf(given, 'name') ?? '';
    const branch = after.plan.environments.find((one) => one.name === name)?.branch ?? name;
    return [
      `Create the branch ${branch}`,
      `Run scripts/github-setup.sh --dry-run, then without the flag, to create the GitHub environment and its rules`,
      ...secretSteps(after, name),
      ...applySteps(after, name),
    ];
  },
};

/** How Argo CD gets to know of it; nothing where CI deploys. */
function applySteps({ plan, files }: Synthesis, name: string): readonly string[] {
  const isThere = (path: string): boolean => files.some((file) => file.path === path);
  if (!isThere(paths.application(name))) return [];
  const last = plan.environments.at(-1);
  if (isThere(paths.rootApp))
    return [
      last?.name === name
        ? `Push it, then let the root app follow its branch: kubectl apply -f ${paths.rootApp}`
        : `Merge it into ${String(last?.branch)}: from there the root app applies its Application`,
    ];
  return [
    'Push it, then apply the AppProject, which now admits the namespace, and the Application: ' +
      `kubectl apply -f ${paths.appProject} -f ${paths.application(name)}`,
  ];
}

/** What create says too: the last environment is production, and one on the way to it is not. */
function productionOf(config: ConfigInput, given: Given): 'yes' | 'no' {
  const said = textOf(given, 'production');
  if (said !== undefined) return said === 'no' ? 'no' : 'yes';
  const known = Object.keys(environmentsOf(config)).filter((one) => one !== textOf(given, 'name'));
  return (textOf(given, 'promoted-from') ?? known[0]) === known.at(-1) ? 'yes' : 'no';
}

/** Whoever sets environments lists all of them, also those that are there by default. */
function editsOf(config: ConfigInput, edit: Edit): readonly Edit[] {
  if (config.environments !== undefined) return [edit];
  const { environments } = edited({ environments: environmentsOf(config) }, [edit]) as ConfigInput;
  const after = config.dataStores === undefined ? 'components' : 'dataStores';
  return [{ kind: 'set', at: ['environments'], value: environments, after }];
}

function environmentOf(config: ConfigInput, name: string, given: Given) {
  const { value, problems } = valueOf(schema, {
    fields,
    given,
    start: { branch: name, deploy: 'on-promotion' },
  });
  const hosts = textsOf(given, 'host');
  const backups = textsOf(given, 'backup').map((text) => ({ text, ...backupIn(text) }));
  const dataStores = Object.fromEntries(
    backups.flatMap(({ store, backup }) => (backup === undefined ? [] : [[store, { backup }]])),
  );
  return {
    value: {
      ...value,
      // Whatever is promoted to counts as production, unless it says otherwise.
      ...(productionOf(config, given) === 'no' ? { production: false } : {}),
      ...(hosts.length === 0 ? {} : { hosts }),
      ...(backups.length === 0 ? {} : { overrides: { dataStores } }),
    },
    problems: [
      ...problems,
      ...backups.flatMap(({ text, store = '', backup }) =>
        backup !== undefined && Object.hasOwn(config.dataStores ?? {}, store)
          ? []
          : [`--backup: "${text}" is not <store>=${BACKUP_FORM}`],
      ),
    ],
  };
}

function backupIn(text: string): { readonly store?: string; readonly backup?: object | undefined } {
  const [, store, rest = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  return store === undefined ? {} : { store, backup: backupOf(rest) };
}
