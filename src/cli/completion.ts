import { UserError } from '../errors.ts';
import { nearest } from '../domain/nearest.ts';
import type { Command } from './command.ts';
import { commonFlags } from './parse.ts';

/** The script that teaches a shell the words and flags of the commands. */
export function completionScript(shell: string, commands: readonly Command[]): string {
  const script = Object.entries(scripts).find(([name]) => name === shell)?.[1];
  if (script !== undefined) return script(commands);
  const meant = nearest(shell, Object.keys(scripts));
  throw new UserError(
    `unknown shell "${shell}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`,
    { hint: `Shells: ${Object.keys(scripts).join(', ')}` },
  );
}

type Script = (commands: readonly Command[]) => string;

const programs = ['gitops-service', 'create-gitops-service'] as const;

const bash: Script = (commands) => `\
_gitops_service() {
  local before="\${COMP_WORDS[*]:1:COMP_CWORD-1}" candidates candidate
  case "\${before} " in
${arms(commands)
  .map(([typed, candidates]) => `    '${typed}'*) candidates='${candidates.join(' ')}' ;;`)
  .join('\n')}
    *) candidates='${firstWords(commands).join(' ')}' ;;
  esac
  COMPREPLY=()
  while IFS='' read -r candidate; do COMPREPLY+=("\${candidate}"); done \
< <(compgen -W "\${candidates}" -- "\${COMP_WORDS[COMP_CWORD]}")
}
complete -o default -F _gitops_service ${programs.join(' ')}`;

// Zsh runs completions that are written for Bash.
const zsh: Script = (commands) =>
  `autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n${bash(commands)}`;

const fish: Script = (commands) =>
  [
    ...commands.map(({ name, summary }) => ({
      seen: name.split(' ').slice(0, -1),
      option: `-f -a ${name.split(' ').at(-1) ?? name}`,
      summary,
    })),
    ...commands.flatMap(({ name, flags }) =>
      Object.entries({ ...flags, ...commonFlags }).map(([flag, { summary }]) => ({
        seen: name.split(' '),
        option: `-l ${flag}`,
        summary,
      })),
    ),
  ]
    .flatMap((line) => programs.map((program) => fishLine(program, line)))
    .join('\n');

const scripts: Readonly<Record<string, Script>> = { bash, zsh, fish };

/** What may follow each command; a command of two words comes before its first one. */
function arms(commands: readonly Command[]): (readonly [string, readonly string[]])[] {
  const flags = commands.map(
    ({ name, flags: own }) =>
      [`${name} `, Object.keys({ ...own, ...commonFlags }).map((flag) => `--${flag}`)] as const,
  );
  const groups = firstWords(commands).flatMap((group) => {
    const seconds = commands
      .filter(({ name }) => name.startsWith(`${group} `))
      .map(({ name }) => name.slice(group.length + 1));
    return seconds.length === 0 ? [] : [[`${group} `, seconds] as const];
  });
  return [...flags, ...groups];
}

const firstWords = (commands: readonly Command[]): readonly string[] => [
  ...new Set(commands.map(({ name }) => name.split(' ')[0] ?? name)),
];

function fishLine(
  program: string,
  {
    seen,
    option,
    summary,
  }: { readonly seen: readonly string[]; readonly option: string; readonly summary: string },
): string {
  const condition =
    seen.length === 0
      ? '__fish_use_subcommand'
      : seen.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ');
  return `complete -c ${program} -n '${condition}' ${option} -d '${summary.replaceAll("'", "\\'")}'`;
}
