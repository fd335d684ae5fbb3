import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { commandHelp, programHelp } from '../../src/cli/help.ts';

const program = 'create-gitops-service';
const pages: readonly (readonly [name: string, help: (width: number) => string])[] = [
  ['the program', (width) => programHelp(program, commands, { width })],
  ...commands.map(
    (command) =>
      [command.name, (width: number) => commandHelp(program, command, { width })] as const,
  ),
];

describe.each(pages)('the help of %s', (_, help) => {
  test.each([40, 41, 59, 60, 80, 100])(
    'fits into %i columns, and ends no line in a space',
    (width) => {
      const lines = help(width).split('\n');
      expect(lines.filter((line) => line.length > width || line.endsWith(' '))).toEqual([]);
    },
  );

  test('says the same in a narrow terminal as in a wide one', () => {
    expect(wordsOf(help(40))).toEqual(wordsOf(help(100)));
  });
});

/** Without what only wraps: spaces, line ends and the backslash that continues a command. */
const wordsOf = (help: string): string => help.replaceAll(/\\\n|\s/g, '');

test('every command stands in the group that it names, the groups in their order', () => {
  const help = programHelp(program, commands, { width: 80 });
  const places = commands.map(({ group, name }) => {
    const start = help.indexOf(`\n${group}:\n`);
    return start < 0 ? -1 : help.indexOf(`\n  ${name}`, start);
  });
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test.each(commands.map((command) => [command.name, command] as const))(
  'the help of %s names every flag, every choice and every example',
  (_, command) => {
    const help = commandHelp(program, command, { width: 100 });
    for (const [name, { choices = [] }] of Object.entries(command.flags)) {
      expect(help).toMatch(new RegExp(`^ {2}--${name}(?: |$)`, 'm'));
      for (const choice of choices) expect(wordsOf(help)).toContain(choice);
    }
    for (const example of command.examples)
      expect(wordsOf(help)).toContain(wordsOf(example.replace(/^gitops-service\b/, program)));
  },
);

test('a command that is wrapped is still one for a shell', () => {
  const create = commands[0];
  const help = create === undefined ? '' : commandHelp(program, create, { width: 40 });
  expect(help).toMatch(/^ {2}create-gitops-service orders .*\\\n {4}\S/m);
});

test('the help of each program says where the flags of its commands are', () => {
  const help = (name: string): string => programHelp(name, commands, { width: 80 });
  expect(help(program)).toContain(`${program} create --help`);
  expect(help('gitops-service')).toContain('gitops-service <command> --help');
});
