import type { Command } from './command.ts';
import { commonFlags, optionOf, parserOf } from './parse.ts';

/** The help of the whole program. */
export async function programHelp(program: string, commands: readonly Command[]): Promise<string> {
  const parser = await parserOf([]);
  const isCreate = program === 'create-gitops-service';
  const all = commands.reduce(
    (described, { name, words, summary }, index) =>
      described.command(
        [`${name} ${words}`.trimEnd(), ...(isCreate && index === 0 ? ['$0'] : [])],
        summary,
      ),
    parser
      .help(false)
      .version(false)
      .scriptName(program)
      .usage(
        '$0 <command>\n\nGenerate the whole GitOps deployment of a service from one typed config.',
      ),
  );
  return all
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
  const parser = (await parserOf([]))
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
