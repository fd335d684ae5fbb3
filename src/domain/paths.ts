/**
 * The parts as one path with forward slashes, without `.`, and
 * without `..` where a folder before it says what it leaves.
 */
export function joinPath(...parts: readonly string[]): string {
  const path: string[] = [];
  for (const part of parts.join('/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && path.length > 0 && path.at(-1) !== '..') path.pop();
    else path.push(part);
  }
  return path.length === 0 ? '.' : path.join('/');
}

/** How a file is called from a folder; both are relative to the project root and inside of it. */
export function relativePath(folder: string, file: string): string {
  const [from, to] = [segmentsOf(folder), segmentsOf(file)];
  const index = from.findIndex((segment, position) => segment !== to[position]);
  const common = index < 0 ? from.length : index;
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/');
}

const segmentsOf = (path: string): readonly string[] =>
  joinPath(path)
    .split('/')
    .filter((segment) => segment !== '.');
