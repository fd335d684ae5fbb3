import type { ConfigInput } from '../../config/schema/schema.ts';
import type { Edit } from '../../config-editor/index.ts';
import { objectNameOf } from '../../domain/names.ts';
import { meant } from '../../domain/nearest.ts';
import { applicationSteps, lockSteps } from '../create/application-steps.ts';
import {
  textOf,
  textsOf,
  type Addition,
  type Given,
  type Question,
  type Field,
} from './addition.ts';
import { problemWith, schemaAt, valueOf } from './fields.ts';
import { componentFlags } from './flags.ts';
import { nameQuestion, requireNew } from './name.ts';
import { firstEnvironmentSteps } from './steps.ts';

const schema = schemaAt('components', 'any');

const fields: readonly Field[] = [
  { flag: 'package-manager', at: ['runtime', 'packageManager'] },
  { flag: 'context', at: ['build', 'context'] },
  { flag: 'port', at: ['port'] },
  { flag: 'replicas', at: ['replicas'] },
];

/** One more thing that runs. */
export const component: Addition<typeof componentFlags> = {
  flags: componentFlags,
  words: ['name'],
  questions: (config, given) => [
    nameQuestion('component', config.components),
    {
      name: 'runtime',
      message: 'What is its image made of?',
      choices: componentFlags.runtime.choices,
      initial: 'node',
      isOptional: true,
    },
    {
      name: 'port',
      message: 'HTTP port of its container?',
      initial: '3000',
      validate: (answer) => problemWith(schema, ['port'], answer),
      isOptional: true,
    },
    {
      name: 'path',
      message: 'Public path, such as /api? Empty: nothing reaches it from outside.',
      initial: '',
      validate: (answer) =>
        answer === '' ? undefined : problemWith(schema, ['routes', '0', 'path'], answer),
      several: true,
      isOptional: true,
    },
    ...choicesOf(given, 'store', {
      message: 'Which data stores does it use?',
      choices: Object.keys(config.dataStores ?? {}),
    }),
    ...choicesOf(given, 'called-by', {
      message: 'Which components call it?',
      choices: Object.keys(config.components),
    }),
  ],
  wanted(config, given) {
    const name = textOf(given, 'name') ?? '';
    const { value, problems } = componentOf(config, name, given);
    const all = [
      ...requireNew({ name, value, section: 'components', config }),
      ...problems,
      ...referenceProblems(config, given),
    ];
    return { problems: all, edits: [...keptNames(config, name), ...editsOf(name, value, given)] };
  },
  places: (given) => ({
    at: ['components', textOf(given, 'name') ?? ''],
    fields: [
      ...fields,
      { flag: 'runtime', at: ['runtime'] },
      { flag: 'path', at: ['routes'] },
      { flag: 'store', at: ['stores'] },
      { flag: 'calls', at: ['calls'] },
    ],
    elsewhere: [{ flag: 'called-by', at: ['components', '*', 'calls'] }],
  }),
  steps: (after, given) => [
    ...after.plan.components
      .filter(({ name }) => name === given['name'])
      .flatMap((one) => [...lockSteps(one), ...applicationSteps(one, after)]),
    ...firstEnvironmentSteps(after),
  ],
};

const choicesOf = (
  given: Given,
  name: string,
  question: Pick<Question, 'message'> & { readonly choices: readonly string[] },
): readonly Question[] =>
  question.choices.length === 0 || textsOf(given, name).length > 0
    ? []
    : [{ name, ...question, several: true, isOptional: true }];

function componentOf(config: ConfigInput, name: string, given: Given) {
  const kind = textOf(given, 'runtime') ?? 'node';
  const { value, problems } = valueOf(schema, {
    fields,
    given,
    start: { runtime: { kind }, build: { context: textOf(given, 'context') ?? name } },
  });
  const { runtime, ...rest } = value;
  const isUsual = JSON.stringify(runtime) === JSON.stringify({ kind: 'node' });
  const calls = textsOf(given, 'calls');
  const hasStores = Object.keys(config.dataStores ?? {}).length > 0;
  return {
    value: {
      ...(isUsual ? {} : { runtime }),
      ...rest,
      routes: textsOf(given, 'path').map((path) => ({ path })),
      // Without the key it would get all of them.
      ...(hasStores ? { stores: textsOf(given, 'store') } : {}),
      ...(calls.length === 0 ? {} : { calls }),
    },
    problems,
  };
}

const referenceProblems = (config: ConfigInput, given: Given): readonly string[] =>
  (
    [
      ['store', Object.keys(config.dataStores ?? {})],
      ['calls', Object.keys(config.components)],
      ['called-by', Object.keys(config.components)],
    ] as const
  ).flatMap(([flag, known]) =>
    textsOf(given, flag)
      .filter((name) => !known.includes(name))
      .map((name) => `--${flag}: unknown "${name}"${meant(name, known)}`),
  );

/** The only component has the name of the service; beside another one it would get a new one, and be made anew. */
function keptNames({ name: service, components }: ConfigInput, added: string): readonly Edit[] {
  const [only, second] = Object.entries(components);
  if (only === undefined || second !== undefined || only[0] === added) return [];
  const [name, { objectName }] = only;
  return objectName === undefined
    ? [
        {
          kind: 'set',
          at: ['components', name, 'objectName'],
          value: objectNameOf(service, name, 1),
        },
      ]
    : [];
}

const editsOf = (name: string, value: object, given: Given): readonly Edit[] => [
  { kind: 'set', at: ['components', name], value },
  ...textsOf(given, 'called-by').map((caller): Edit => ({
    kind: 'append',
    at: ['components', caller, 'calls'],
    value: name,
  })),
];
