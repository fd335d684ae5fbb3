import { twoColumns, type Row, wrapped, wrappedCommand } from './columns.ts';
import { commandGroups, type Command, type Flag, type Flags } from './command.ts';
import { commonFlags } from './parse.ts';

/** The help of the whole program, or of some of its commands, in lines of at most `width` characters. */
export function programHelp(
  program: string,
  commands: readonly Command[],
  { width }: { readonly width: number },
): string {
  const isCreator = program === 'create-gitops-service';
  const all = [...commands.map(commandRow), ...programFlags];
  const groups = commandGroups.flatMap((title) => {
    const rows = commands.filter(({ group }) => group === title).map(commandRow);
    return rows.length === 0 ? [] : ['', `${title}:`, ...twoColumns(rows, width, all)];
  });
  return [
    ...wrapped(`Usage: ${program} <command>`, width),
    '',
    ...wrapped(
      'Generate the whole GitOps deployment of a service from one typed config.' +
        (isCreator ? ' Without a command, it creates a service.' : ''),
      width,
    ),
    ...groups,
    '',
    'Options:',
    ...twoColumns(programFlags, width, all),
    '',
    ...wrapped(
      isCreator
        ? `What can be asked of a new service: ${program} create --help`
        : `The flags of a command: ${program} <command> --help`,
      width,
    ),
  ].join('\n');
}

const programFlags: readonly Row[] = [
  ['--help', 'Show the help of a command'],
  ['--version', 'Show the version'],
];

const commandRow = ({ name, words, summary }: Command): Row => [
  `${name} ${words}`.trimEnd(),
  summary,
];

/** The help of one command. */
export function commandHelp(
  program: string,
  { name, words, summary, flags, examples }: Command,
  { width }: { readonly width: number },
): string {
  const all = { ...flags, ...commonFlags };
  const rows = Object.entries(all).map(flagRow);
  return [
    ...wrapped(`Usage: ${program} ${name} ${words}`.trimEnd(), width),
    '',
    ...wrapped(summary, width),
    ...flagGroups(all).flatMap(([title, members]) => [
      '',
      `${title}:`,
      ...twoColumns(members.map(flagRow), width, rows),
    ]),
    '',
    'Examples:',
    ...examples
      .map((example) => example.replace(/^gitops-service\b/, program))
      .flatMap((example) => wrappedCommand(example, width - 2).map((line) => `  ${line}`)),
  ].join('\n');
}

type NamedFlag = readonly [name: string, flag: Flag];

/** Flags by the title that they stand below, in the order in which the titles come up; the rest at the end. */
function flagGroups(flags: Flags): readonly (readonly [title: string, members: NamedFlag[]])[] {
  const groups = new Map<string, NamedFlag[]>();
  for (const [name, flag] of Object.entries(flags)) {
    const title = flag.group ?? 'Options';
    groups.set(title, [...(groups.get(title) ?? []), [name, flag]]);
  }
  return [...groups];
}

/** A flag as it is typed, and what its help says: the choices too, where the summary does not explain each. */
const flagRow = ([name, flag]: NamedFlag): readonly [typed: string, text: string] => [
  flag.kind === 'boolean' ? `--${name}` : `--${name} ${flag.form ?? '<value>'}`,
  flag.summary + choicesText(flag),
];

function choicesText({ summary, choices }: Flag): string {
  if (choices === undefined || choices.every((choice) => summary.includes(`${choice}:`))) return '';
  return ` [${choices.join(', ')}]`;
}
