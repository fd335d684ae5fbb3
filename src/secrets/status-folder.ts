import { shellWord } from '../domain/shell-word.ts';
import { UserError } from '../errors.ts';
import { trackedFiles } from '../git/folder.ts';
import { paths } from '../plan/paths.ts';
import type { EnvironmentPlan } from '../plan/plan.ts';
import { entryAt } from '../disk/entry-at.ts';
import { entriesAt, fileNamesAt } from '../disk/folder-at.ts';
import { isOpen } from '../disk/permissions.ts';
import { listedFiles } from './kustomization.ts';

/** What is wrong with the list of sealed files. */
export function listProblems(root: string, environment: string): readonly string[] {
  try {
    const [there, listed] = [sealedFiles(root, environment), listedFiles(root, environment)];
    const gone = listed.filter(
      (file) =>
        /^[\w.-]+\.ya?ml$/.test(file) &&
        entryAt(root, paths.secrets(environment, file)).kind === 'absent',
    );
    return [
      ...there
        .filter((file) => !listed.includes(file))
        .map((file) => `${file} is not in the list of kustomization.yaml, so it is not deployed`),
      ...gone.map(
        (file) =>
          `kustomization.yaml lists ${file}, which does not exist, so the overlay does not build`,
      ),
    ];
  } catch (error) {
    if (error instanceof UserError) return [error.message];
    throw error;
  }
}

/** What stands in the folder and is never read: whoever put it there may think that it counts. */
export function oddProblems(root: string, environment: string): readonly string[] {
  const folder = paths.overlay(environment, 'secrets');
  return entriesAt(root, folder).flatMap(({ name, kind }) => {
    const path = paths.secrets(environment, name);
    switch (kind) {
      case 'link':
        return [
          `${path} is a symbolic link, and links are not followed: put the file in its place`,
        ];
      case 'unreadable name':
        return [`${path} has a name that is not UTF-8, so nothing reads it: rename or remove it`];
      case 'other':
        return [`${path} is neither a file nor a folder: remove it`];
      case 'file':
      case 'folder':
      default:
        return [];
    }
  });
}

/** Plain files of the folder that others may read or that git tracks. */
export function plainProblems(root: string, environment: string): readonly string[] {
  const folder = paths.overlay(environment, 'secrets');
  const isPlain = (path: string): boolean => !isPublic(path.slice(path.lastIndexOf('/') + 1));
  const open = namesIn(root, environment)
    .map((name) => paths.secrets(environment, name))
    .filter((path) => isPlain(path) && isOpen(root, path));
  return [
    ...open.map((path) => `other users can read ${path}: chmod 600 ${shellWord(path)}`),
    ...trackedProblems(root, folder, isPlain),
  ];
}

function trackedProblems(
  root: string,
  folder: string,
  isPlain: (path: string) => boolean,
): readonly string[] {
  const tracked = trackedFiles(root, [folder]);
  if (tracked.kind === 'no') return [];
  if (tracked.kind === 'unknown')
    return [`cannot tell whether git tracks plain secrets in ${folder}: ${tracked.reason}`];
  return tracked.files
    .filter(isPlain)
    .map(
      (path) =>
        `git tracks ${path}: run git rm --cached -- ${shellWord(path)}, then rotate every value in it`,
    );
}

/** Sealed files of secrets that the plan does not know. */
export function extraFiles(root: string, { folder, secrets }: EnvironmentPlan): readonly string[] {
  const known = secrets.map((secret) => paths.sealedSecret(folder, secret.name));
  return sealedFiles(root, folder)
    .map((file) => paths.secrets(folder, file))
    .filter((path) => !known.includes(path));
}

/** What may be public in a folder of secrets; `.gitignore` and `secure-secrets.sh` say the same. */
const isPublic = (name: string): boolean =>
  /^sealed-.*\.yaml$|\.secret\.yaml\.example$/.test(name) ||
  ['kustomization.yaml', 'convert-secret.sh', 'sealing-certificate.pem'].includes(name);

const sealedFiles = (root: string, environment: string): readonly string[] =>
  namesIn(root, environment).filter((name) => /^sealed-.*\.yaml$/.test(name));

const namesIn = (root: string, environment: string): readonly string[] =>
  fileNamesAt(root, paths.overlay(environment, 'secrets'));
