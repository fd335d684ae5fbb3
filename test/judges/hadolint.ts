import { tool } from './install.ts';
import { dockerfiles } from './kinds.ts';
import { run } from './process.ts';
import type { Judge } from './tree.ts';

/** Every Dockerfile is free of remarks of any level. */
export const hadolint: Judge = async (tree) => {
  const files = dockerfiles(tree);
  if (files.length === 0) return [];
  const { stdout, stderr } = await run([...tool('hadolint'), '--format', 'json', ...files], {
    cwd: tree.root,
  });
  if (!stdout.startsWith('['))
    return [{ judge: 'hadolint', file: '.', message: `${stdout}${stderr}` }];
  const remarks = JSON.parse(stdout) as readonly {
    file: string;
    line: number;
    code: string;
    message: string;
  }[];
  return remarks.map(({ file, line, code, message }) => ({
    judge: 'hadolint',
    file,
    line,
    message: `${code} ${message}`,
  }));
};
