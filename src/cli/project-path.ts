import { relative, resolve, sep } from 'node:path';

/** A path that was typed in a folder, as the project calls it. */
export const projectPath = (root: string, folder: string, typed: string): string =>
  relative(root, resolve(folder, typed)).split(sep).join('/');
