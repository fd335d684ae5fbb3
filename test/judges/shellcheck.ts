import { tool } from './install.ts';
import { shellScripts } from './kinds.ts';
import { run } from './process.ts';
import type { Judge } from './tree.ts';

/** Every script is free of remarks, down to style; sourced files are followed. */
export const shellcheck: Judge = async (tree) => {
  const scripts = shellScripts(tree);
  if (scripts.length === 0) return [];
  const flags = [
    '--format=json1',
    '--severity=style',
    '--external-sources',
    '--source-path=SCRIPTDIR',
  ];
  const { stdout, stderr } = await run([...tool('shellcheck'), ...flags, ...scripts], {
    cwd: tree.root,
  });
  if (!stdout.startsWith('{') || stderr !== '')
    return [{ judge: 'shellcheck', file: '.', message: `${stdout}${stderr}` }];
  const { comments } = JSON.parse(stdout) as {
    comments: readonly { file: string; line: number; code: number; message: string }[];
  };
  return comments.map(({ file, line, code, message }) => ({
    judge: 'shellcheck',
    file,
    line,
    message: `SC${code} ${message}`,
  }));
};
