import { expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { commonFlags, parseArguments } from '../../src/cli/parse.ts';

const flags = commands.flatMap((command) =>
  Object.entries({ ...command.flags, ...commonFlags })
    .filter(([, { kind }]) => kind === 'boolean')
    .map(([name]) => ({ command, name })),
);

test.each(['true', 'false', 'x', ''])('no flag that is on or off takes "%s"', async (value) => {
  expect(flags.length).toBeGreaterThan(commands.length);
  for (const { command, name } of flags)
    await expect(
      parseArguments(command, [`--${name}=${value}`]),
      `${command.name} --${name}`,
    ).rejects.toThrow(`--${name} takes no value`);
});
