import type { Command } from './command.ts';
import { commonFlags, optionOf } from './parse.ts';

/** The help of the whole program. */
export async function programHelp(program: string, commands: readonly Command[]): Promise<string> {
  const { default: yargs } = await import('yargs');
  const isCreate = program === 'create-gitops-service';
  const described = commands.reduce(
    (parser, { name, words, summary }, index) =>
      parser.command(
        [`${name} ${words}`.trimEnd(), ...(isCreate && index === 0 ? ['$0'] : [])],
        summary,
      ),
    yargs([])
      .help(false)
      .version(false)
      .scriptName(program)
      .usage(
        '$0 <command>\n\nGenerate the whole GitOps deployment of a service from one typed config.',
      ),
  );
  return described
    .options({
      help: { type: 'boolean', describe: 'Show the help of a command' },
      version: { type: 'boolean', describe: 'Show the version' },
    })
    .wrap(100)
    .getHelp();
}

/** The help of one command. */
export async function commandHelp(
  program: string,
  { name, words, summary, flags, examples }: Command,
): Promise<string> {
  const { default: yargs } = await import('yargs');
  const parser = yargs([])
    .help(false)
    .version(false)
    .scriptName(program)
    .usage(`$0 ${name} ${words}`.trimEnd().concat(`\n\n${summary}`));
  return parser
    .options(
      Object.fromEntries(
        Object.entries({ ...flags, ...commonFlags }).map(([flag, definition]) => [
          flag,
          optionOf(definition),
        ]),
      ),
    )
    .example(
      examples.map((example): [string, string] => [example.replace(/^gitops-service\b/, '$0'), '']),
    )
    .wrap(100)
    .getHelp();
}
