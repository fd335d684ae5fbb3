import { UserError } from '../errors.ts';
import { joinPath } from '../domain/paths.ts';
import { clashText, pathClashes } from '../domain/path-clashes.ts';
import type { FileSpec } from '../render/spec.ts';
import { plainOf } from '../render/render.ts';
import { configFailure } from './config-failure.ts';
import { frozen } from './frozen.ts';
import { readOutsideFile } from './outside-file.ts';
import { kindOf } from './outside-value.ts';

/** The last word on the files: gets all of them, and returns those to write. */
export type Customize = (files: readonly FileSpec[]) => readonly FileSpec[];

/** What `customize` makes of the files, read as strictly as a config: one error says everything that is wrong. */
export function customizedFiles(
  root: string,
  described: readonly FileSpec[],
  customize: Customize,
): readonly FileSpec[] {
  const returned = returnedBy(root, frozen(described), customize);
  const known = new Set<unknown>(described);
  const lines: string[] = [];
  const files = returned.flatMap((given, index) =>
    known.has(given) ? [given as FileSpec] : (checkedFile(given, index, lines) ?? []),
  );
  const problems = [...lines, ...(lines.length > 0 ? [] : wholeProblems(described, files))];
  if (problems.length === 0) return files;
  throw new UserError(
    `customize returned what cannot be written:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    { hint: 'Nothing was written. For what a file is, see docs/how-to/customise.md.' },
  );
}

function returnedBy(
  root: string,
  files: readonly FileSpec[],
  customize: Customize,
): readonly unknown[] {
  const returned: unknown = attempt(root, 'customize failed', () => customize(files));
  return attempt(root, 'what customize returned cannot be read', () => {
    if (Array.isArray(returned)) return Array.from(returned as readonly unknown[]);
    const isPromise = returned instanceof Promise;
    throw new UserError(
      `customize must return a list of files, not ${isPromise ? 'a promise' : kindOf(returned)}`,
      {
        hint: isPromise
          ? 'It is not awaited: await what it needs at the top level of the config.'
          : 'Return the files that it gets, or a changed copy of them.',
      },
    );
  });
}

function attempt<T>(root: string, what: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw configFailure(root, what, error);
  }
}

/** Looking at somebody else's object may throw. */
function checkedFile(given: unknown, index: number, lines: string[]): FileSpec | undefined {
  const found: string[] = [];
  let file: FileSpec | undefined;
  let name = `file ${String(index)}`;
  try {
    file = readOutsideFile(given, (at, problem) =>
      found.push(`${at}${at === '' ? '' : ' '}${problem}`),
    );
    const path: unknown = Reflect.get(Object(given), 'path');
    if (typeof path === 'string') name = JSON.stringify(path.slice(0, 200));
  } catch (error) {
    found.push(`cannot be read: ${error instanceof Error ? error.message : 'it throws'}`);
  }
  lines.push(...found.map((problem) => `${name}: ${problem}`));
  return found.length === 0 ? file : undefined;
}

/** What is wrong only with all of them together. */
function wholeProblems(
  described: readonly FileSpec[],
  files: readonly FileSpec[],
): readonly string[] {
  const kept = new Set(files.map(({ path }) => path));
  const removed = new Set(described.map(({ path }) => path).filter((path) => !kept.has(path)));
  return [
    ...pathClashes(files).map((clash) => clashText(clash)),
    ...files.flatMap((file) =>
      referencesOf(file)
        .filter((path) => removed.has(path))
        .map((path) => `"${path}" is removed, but ${file.path} needs it`),
    ),
  ];
}

/** The files that a kustomization is made of. */
function referencesOf({ path, content }: FileSpec): readonly string[] {
  if (!path.endsWith('/kustomization.yaml') || content.kind !== 'yaml') return [];
  const folder = path.slice(0, path.lastIndexOf('/'));
  const [document] = content.documents.map((value) => plainOf(value));
  const lists = ['resources', 'components', 'patches'].flatMap((key) => {
    const list: unknown = Reflect.get(Object(document), key);
    return Array.isArray(list) ? (list as readonly unknown[]) : [];
  });
  return lists.flatMap((entry) => {
    const name: unknown = typeof entry === 'string' ? entry : Reflect.get(Object(entry), 'path');
    if (typeof name !== 'string') return [];
    const place = joinPath(folder, name);
    return [place, `${place}/kustomization.yaml`];
  });
}
