import { tool } from './install.ts';
import { shellScripts } from './kinds.ts';
import { inParallel } from './parallel.ts';
import { run } from './process.ts';
import type { Judge } from './tree.ts';

/** Every script is formatted: two spaces, indented cases. */
export const shfmt: Judge = async (tree) =>
  (
    await inParallel(2, shellScripts(tree), async (file) => {
      const { code, stdout, stderr } = await run([...tool('shfmt'), '-d', '-i', '2', '-ci', file], {
        cwd: tree.root,
      });
      return code === 0 ? [] : [{ judge: 'shfmt', file, message: stderr || stdout }];
    })
  ).flat();
