import type { Edit } from '../../config-editor/index.ts';
import type { ConfigInput } from '../../config/schema/schema.ts';
import { meant } from '../../domain/nearest.ts';
import type { Synthesis } from '../../projen/host.ts';
import { textOf, textsOf, type Addition, type Given, type Field } from './addition.ts';
import { BACKUP_FORM, backupOf, isBackedUp, productionOf, storeAt } from './backups.ts';
import { environmentsOf } from './environments.ts';
import { schemaAt, valueOf } from './fields.ts';
import { storeFlags } from './flags.ts';
import { nameQuestion, requireNew } from './name.ts';
import { secretSteps } from './steps.ts';
import { ownOf } from '../../domain/own.ts';

const schema = schemaAt('dataStores', 'any');

const fields: readonly Field[] = [
  { flag: 'major', at: ['version'] },
  { flag: 'variable', at: ['variable'] },
  { flag: 'database', at: ['database'] },
  { flag: 'owner', at: ['owner'] },
  { flag: 'storage', at: ['storage'] },
  { flag: 'max-memory', at: ['maxMemory'] },
];

/** One more place for data. */
export const store: Addition<typeof storeFlags> = {
  flags: storeFlags,
  words: ['name'],
  questions: (config, given) => [
    nameQuestion('data store', config.dataStores),
    { name: 'kind', message: 'What is it?', choices: storeFlags.kind.choices },
    ...(needsBackup(config, given)
      ? [
          {
            name: 'backup',
            message: `Backups in production: ${BACKUP_FORM}?`,
            validate: (answer: string) =>
              backupOf(answer) === undefined ? `write ${BACKUP_FORM}` : undefined,
          },
        ]
      : []),
    ...(leftOut(config).length === 0
      ? []
      : [
          {
            name: 'component',
            message: 'Which components use it?',
            choices: Object.keys(config.components),
            several: true,
            isOptional: usesAll(config).length > 0,
          },
        ]),
  ],
  wanted(config, given) {
    const name = textOf(given, 'name') ?? '';
    const kind = textOf(given, 'kind') ?? '';
    const { value, problems } = valueOf(schema, {
      fields,
      given,
      start: { kind, ...storeAt(kind)?.create?.config() },
    });
    const backup = textOf(given, 'backup');
    const parsed = backup === undefined ? undefined : backupOf(backup);
    const isNew = ownOf(config.dataStores, name) === undefined;
    return {
      problems: [
        ...requireNew({ name, value, section: 'dataStores', config }),
        ...problems,
        ...(backup !== undefined && parsed === undefined
          ? [`--backup: "${backup}" is not ${BACKUP_FORM}`]
          : []),
        ...(parsed !== undefined && !isBackedUp(kind)
          ? [`--backup: does not go with --kind ${kind}`]
          : []),
        ...unknownComponents(config, given),
      ],
      edits: [
        storeEdit(config, name, value),
        ...(isNew ? useEdits(config, name, textsOf(given, 'component')) : []),
        ...(parsed === undefined ? [] : backupEdits(config, name, parsed)),
      ],
    };
  },
  places: (given) => ({
    at: ['dataStores', textOf(given, 'name') ?? ''],
    fields: [...fields, { flag: 'kind', at: ['kind'] }],
    elsewhere: [
      {
        flag: 'backup',
        at: ['environments', '*', 'overrides', 'dataStores', textOf(given, 'name') ?? '', 'backup'],
      },
    ],
  }),
  steps: (after, given) => [
    ...secretSteps(after),
    ...operatorSteps(after, textOf(given, 'name') ?? ''),
  ],
};

/** A first store has its section behind that of the components. */
const storeEdit = ({ dataStores }: ConfigInput, name: string, value: object): Edit =>
  dataStores === undefined
    ? { kind: 'set', at: ['dataStores'], value: { [name]: value }, after: 'components' }
    : { kind: 'set', at: ['dataStores', name], value };

const operatorSteps = ({ plan }: Synthesis, name: string): readonly string[] => {
  const planned = plan.environments[0]?.stores.find(({ key }) => key === name);
  const operators = planned !== undefined && 'operators' in planned ? planned.operators : [];
  return operators.length === 0
    ? []
    : [
        `Install once in each cluster, if it is not there: ${operators.map(({ title }) => title).join(', ')}`,
      ];
};

const needsBackup = (config: ConfigInput, given: Given): boolean =>
  isBackedUp(textOf(given, 'kind') ?? '') && productionOf(config).length > 0;

/** Backups stand where production is; defaults are written out to have a place for them. */
function backupEdits(config: ConfigInput, name: string, backup: object): readonly Edit[] {
  const places = productionOf(config).map((environment): Edit => ({
    kind: 'set',
    at: ['environments', environment, 'overrides', 'dataStores', name, 'backup'],
    value: backup,
  }));
  if (config.environments !== undefined || places.length === 0) return places;
  const value = environmentsOf(config);
  return [{ kind: 'set', at: ['environments'], value, after: 'dataStores' }, ...places];
}

/** Components that use every store, and those that list theirs. */
const usesAll = ({ components }: ConfigInput): readonly string[] =>
  Object.entries(components).flatMap(([name, { stores: used }]) =>
    used === undefined ? [name] : [],
  );
const leftOut = ({ components }: ConfigInput): readonly string[] =>
  Object.entries(components).flatMap(([name, { stores: used }]) =>
    used === undefined ? [] : [name],
  );

/** Those that are named get it; where none is, those that use every store. */
function useEdits(config: ConfigInput, name: string, users: readonly string[]): readonly Edit[] {
  if (users.length === 0) return [];
  const others = Object.keys(config.dataStores ?? {});
  return Object.entries(config.components).flatMap(([component, { stores: used }]): Edit[] => {
    const at = ['components', component, 'stores'];
    if (users.includes(component))
      return used === undefined ? [] : [{ kind: 'append', at, value: name }];
    return used === undefined ? [{ kind: 'set', at, value: others }] : [];
  });
}

const unknownComponents = ({ components }: ConfigInput, given: Given): readonly string[] =>
  textsOf(given, 'component')
    .filter((name) => !Object.hasOwn(components, name))
    .map((name) => `--component: unknown "${name}"${meant(name, Object.keys(components))}`);
