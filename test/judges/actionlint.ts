import { tool } from './install.ts';
import { workflows } from './kinds.ts';
import { run } from './process.ts';
import type { Judge } from './tree.ts';

/** Workflows are well-formed, and the shell in their `run:` steps passes shellcheck. */
export const actionlint: Judge = async (tree) => {
  const files = workflows(tree);
  if (files.length === 0) return [];
  const shellcheck = tool('shellcheck').join(' ');
  const command = [
    ...tool('actionlint'),
    '-no-color',
    '-format',
    '{{json .}}',
    '-shellcheck',
    shellcheck,
    '-pyflakes',
    '',
    ...files,
  ];
  const { code, stdout, stderr } = await run(command, { cwd: tree.root });
  if (code > 1 || !stdout.startsWith('['))
    return [{ judge: 'actionlint', file: '.github/workflows', message: `${stdout}${stderr}` }];
  const problems = JSON.parse(stdout) as readonly {
    readonly filepath: string;
    readonly line: number;
    readonly message: string;
  }[];
  return problems.map(({ filepath, line, message }) => ({
    judge: 'actionlint',
    file: filepath,
    line,
    message,
  }));
};
