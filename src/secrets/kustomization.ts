import { UserError } from '../errors.ts';
import { paths } from '../plan/paths.ts';
import { complete } from '../write/editor.ts';
import { yamlEditor } from '../write/yaml-editor.ts';
import { textAt } from '../disk/text-at.ts';
import { mapping } from './mapping.ts';

/** The files that the kustomization of an environment's secrets lists, without a leading `./`. */
export function listedFiles(root: string, environment: string): readonly string[] {
  const text = kustomizationOf(root, environment);
  const { resources } = mapping(editKustomization(environment, () => yamlEditor.read(text)));
  return Array.isArray(resources) ? resources.map((file) => String(file).replace(/^\.\//, '')) : [];
}

/** The kustomization with these files in its list too; everything else stays byte for byte. */
export function withListed(root: string, environment: string, files: readonly string[]): string {
  const listed = listedFiles(root, environment);
  const items = files.filter((file) => !listed.includes(file));
  const text = kustomizationOf(root, environment);
  return editKustomization(environment, () =>
    complete(yamlEditor, text, { path: ['resources'], key: '', items }),
  );
}

function kustomizationOf(root: string, environment: string): string {
  const path = paths.secrets(environment, 'kustomization.yaml');
  const text = textAt(root, path);
  if (text === undefined)
    throw new UserError(`${path} is missing`, { hint: 'Run npx projen to restore the file.' });
  return text;
}

function editKustomization<Result>(environment: string, edit: () => Result): Result {
  try {
    return edit();
  } catch (error) {
    throw error instanceof UserError
      ? new UserError(`${paths.secrets(environment, 'kustomization.yaml')} ${error.message}`, {
          exitCode: 3,
          hint: 'Fix it manually, or restore it from git history.',
        })
      : error;
  }
}
