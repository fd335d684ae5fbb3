import { tryParse } from '../../config/parse/parse.ts';
import type { ConfigInput } from '../../config/schema/schema.ts';
import { UserError } from '../../errors.ts';
import { allQuestions, questions, type FlagName, type ServiceFlags } from './questions/index.ts';
import { isNginx } from './questions/routing.ts';
import { runtimesWith } from './runtime.ts';

/** One thing that is wrong with the answers of a new service. */
export interface FlagProblem {
  /** The flags that another value of mends it, the nearest first. */
  readonly flags: readonly FlagName[];
  /** What is wrong, without the name of the flag. */
  readonly text: string;
  /** The same for who is asked just that. */
  readonly asked?: string;
}

/** Whether something was answered. */
export const isGiven = (flags: ServiceFlags, flag: FlagName): boolean => {
  const value = flags[flag];
  return typeof value === 'string' || (value !== undefined && value.length > 0);
};

/** Values that a flag does not have, and flags that another one does without, or cannot do without. */
export function ownProblems(flags: ServiceFlags): readonly FlagProblem[] {
  return [
    ...otherValues(flags),
    ...flagsWithoutUse(flags),
    ...missingFlags(flags),
    ...unknownController(flags),
    ...foreignManager(flags),
  ];
}

const otherValues = (flags: ServiceFlags): readonly FlagProblem[] =>
  allQuestions.flatMap(([flag, { choices }]) =>
    [flags[flag] ?? []]
      .flat()
      .flatMap((value) =>
        choices === undefined || choices.includes(value)
          ? []
          : [{ flags: [flag], text: `must be one of ${choices.join(', ')}, not "${value}"` }],
      ),
  );

/** The flags that say more of what was chosen. */
export const detailsOf = (flags: ServiceFlags): readonly string[] =>
  chosenOffers(flags).flatMap(({ offer }) => offer.takes ?? []);

const chosenOffers = (flags: ServiceFlags) =>
  allQuestions.flatMap(([flag, { offers = {}, ask }]) => {
    const value =
      flags[flag] ??
      ask?.usual({ folder: '', repository: '', hasDockerfile: false, ingressClass: undefined });
    const offer = typeof value === 'string' && Object.hasOwn(offers, value) && offers[value];
    return offer === undefined || offer === false ? [] : [{ flag, value, offer }];
  });

function flagsWithoutUse(flags: ServiceFlags): readonly FlagProblem[] {
  const taken = detailsOf(flags);
  const takers = (detail: string) =>
    allQuestions.flatMap(([flag, { offers = {} }]) => {
      const values = Object.entries(offers).flatMap(([value, { takes = [] }]) =>
        takes.includes(detail) ? [value] : [],
      );
      return values.length === 0 ? [] : [{ flag, values }];
    });
  return allQuestions.flatMap(([detail]) =>
    !isGiven(flags, detail) || taken.includes(detail)
      ? []
      : takers(detail).map(({ flag, values }) => ({
          flags: [detail, flag],
          text: `requires --${flag} ${values.join(' or ')}`,
        })),
  );
}

const missingFlags = (flags: ServiceFlags): readonly FlagProblem[] =>
  chosenOffers(flags).flatMap(({ flag, value, offer: { needs = [] } }) =>
    allQuestions.flatMap(([needed, { form, summary }]) =>
      needs.includes(needed) && !isGiven(flags, needed)
        ? [
            {
              flags: [needed, flag],
              text: `--${flag} ${String(value)} requires --${needed} ${form}: ${summary}`,
              asked: `required: ${form}`,
            },
          ]
        : [],
    ),
  );

/** Where a controller of another class runs, nobody can guess. */
function unknownController({
  'ingress-class': ingressClass,
  'ingress-namespace': namespace,
}: ServiceFlags): readonly FlagProblem[] {
  if (ingressClass === undefined || namespace !== undefined || isNginx(ingressClass)) return [];
  const { form, summary } = questions['ingress-namespace'];
  return [
    {
      flags: ['ingress-namespace'],
      text: `--ingress-class ${ingressClass} requires --ingress-namespace ${form}: ${summary}`,
    },
  ];
}

function foreignManager({
  runtime = 'node',
  'package-manager': manager,
}: ServiceFlags): readonly FlagProblem[] {
  const runtimes = manager === undefined ? [] : runtimesWith(manager);
  if (manager === undefined || runtimes.length === 0 || runtimes.includes(runtime)) return [];
  return [
    {
      flags: ['package-manager', 'runtime'],
      text: `${manager} is for --runtime ${runtimes.join(' or ')}`,
    },
  ];
}

/** What is wrong with the config that the answers make, by the flags that decide it. */
export function configProblems(config: ConfigInput): readonly FlagProblem[] {
  const outcome = tryParse(config);
  if (!('issues' in outcome)) return [];
  return outcome.issues.map(({ path, message }) => {
    const flags = flagsAt(path);
    const own = flags.map(ownPath).find((pattern) => isBelow(path, pattern));
    const place = own === undefined ? path : keysBelow(path, own);
    return { flags, text: place === '' ? message : `${place}: ${message}` };
  });
}

/** What a flag's own key does not say of a place; of items of a list, the message shows the value. */
const keysBelow = (path: string, pattern: string): string =>
  path
    .split('.')
    .slice(pattern.split('.').length)
    .filter((key) => !/^\d+$/.test(key))
    .join('.');

const ownPath = (flag: FlagName): string =>
  allQuestions.find(([name]) => name === flag)?.[1].at[0] ?? '';

/** The flags whose key is the nearest above a place of the config. */
function flagsAt(path: string): readonly FlagName[] {
  const found = allQuestions.flatMap(([flag, { at }]) =>
    at
      .filter((pattern) => isBelow(path, pattern))
      .map((pattern) => ({ flag, depth: pattern.split('.').length })),
  );
  const deepest = Math.max(0, ...found.map(({ depth }) => depth));
  return [...new Set(found.filter(({ depth }) => depth === deepest).map(({ flag }) => flag))];
}

function isBelow(path: string, pattern: string): boolean {
  const keys = path.split('.');
  return pattern.split('.').every((key, index) => key === '*' || key === keys[index]);
}

/** Problems as one error, each with its flag. */
export const problemsError = (problems: readonly FlagProblem[]): UserError =>
  new UserError(
    [`${String(problems.length)} problem(s):`, ...problems.map((one) => `  ${lineOf(one)}`)].join(
      '\n',
    ),
    { hint: 'All flags: create-gitops-service create --help' },
  );

/** A problem with the flag that it is about. */
export function lineOf({ flags, text }: FlagProblem): string {
  const [first] = flags;
  if (first === undefined || text.startsWith('--')) return text;
  if (/^(?:requires|must be) /.test(text)) return `--${first} ${text}`;
  return `${flags.map((flag) => `--${flag}`).join(' or ')}: ${text}`;
}
