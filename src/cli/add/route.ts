import type { ConfigInput } from '../../config/schema/schema.ts';
import { isSame, type Edit } from '../../config-editor/index.ts';
import { meant } from '../../domain/nearest.ts';
import { paths } from '../../plan/paths.ts';
import { textOf, type Addition, type Field } from './addition.ts';
import { problemWith, schemaAt, valueOf } from './fields.ts';
import { routeFlags } from './flags.ts';

const schema = schemaAt('components', 'any', 'routes', '0');

const fields: readonly Field[] = [
  { flag: 'path', at: ['path'] },
  { flag: 'match', at: ['match'] },
  { flag: 'rewrite', at: ['rewrite'] },
  { flag: 'redirect', at: ['redirect'] },
  { flag: 'host', at: ['host'] },
  { flag: 'deny', at: ['deny'] },
  { flag: 'timeout', at: ['timeout'] },
  { flag: 'attempts', at: ['retries', 'attempts'] },
  { flag: 'per-try', at: ['retries', 'perTry'] },
];

/** One more path from outside to a component. */
export const route: Addition<typeof routeFlags> = {
  flags: routeFlags,
  words: ['component', 'path'],
  questions: (config) => [
    {
      name: 'component',
      message: 'Which component is reached?',
      choices: Object.keys(config.components),
    },
    {
      name: 'path',
      message: 'By which path, such as /api?',
      validate: (answer) => problemWith(schema, ['path'], answer),
    },
  ],
  wanted(config, given) {
    const name = textOf(given, 'component') ?? '';
    const known = Object.keys(config.components);
    if (!known.includes(name))
      return { problems: [`unknown component "${name}"${meant(name, known)}`], edits: [] };
    const hasRetries = [given['attempts'], given['per-try']].filter((one) => one !== undefined);
    const denied = given['deny'] === true ? { deny: true } : {};
    const { value, problems } = valueOf(schema, { fields, given, start: {} });
    const wanted = { ...value, ...denied };
    return {
      problems: [
        ...problems.map((problem) => problem.replace(/^--path: /, '')),
        ...(hasRetries.length === 1 ? ['--attempts and --per-try go together'] : []),
        ...differs(config, name, wanted),
      ],
      edits: [editOf(config, name, wanted)],
    };
  },
  places: (given) => ({
    at: ['components', textOf(given, 'component') ?? '', 'routes', '*'],
    fields,
  }),
  steps: ({ plan, input }) =>
    plan.environments.some(({ hosts }) => hosts.length > 0)
      ? []
      : [
          'No environment has hosts, so nothing reaches it from outside yet: set ' +
            `${input.routing === undefined ? '"routing", and ' : ''}"hosts" of an environment, in ${paths.config}`,
        ],
};

type Wanted = Readonly<Record<string, unknown>>;

function differs({ components }: ConfigInput, name: string, wanted: Wanted): readonly string[] {
  const routes = components[name]?.routes ?? [{ path: '/' }];
  const found = routes.find(
    ({ path, match = 'prefix', host }) =>
      path === wanted['path'] && match === (wanted['match'] ?? 'prefix') && host === wanted['host'],
  );
  return found === undefined || isSame(found, wanted)
    ? []
    : [
        `components.${name} has the route "${found.path}" already, and it differs: change it in ${paths.config}`,
      ];
}

/** Whoever sets routes lists all of them, also the one that is there by default. */
function editOf({ components }: ConfigInput, name: string, wanted: Wanted): Edit {
  const place = ['components', name, 'routes'];
  if (components[name]?.routes !== undefined) return { kind: 'append', at: place, value: wanted };
  const usual = { path: '/' };
  return { kind: 'set', at: place, value: isSame(usual, wanted) ? [usual] : [usual, wanted] };
}
