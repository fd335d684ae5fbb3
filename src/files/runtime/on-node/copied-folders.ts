import type { FileSpec } from '../../../render/spec.ts';
import { text } from '../../../render/text.ts';
import type { StarterInput } from './starter-input.ts';
import { sample } from '../starter/sample.ts';

const validateData = 'scripts/validate-data.mjs';

/** The command that checks every JSON and CSV file of the static folders, for a script such as `datasets:validate`. */
export const validateDataCommand = (folders: readonly string[]): string =>
  ['node', validateData, ...folders].join(' ');

/** A first file for each static folder, so that the image can be built, and what a script of the service needs. */
export function copiedFolders({
  context,
  service,
  copy,
  scripts,
}: StarterInput): readonly FileSpec[] {
  const isUsed = Object.values(scripts).some((command) => command.includes(validateData));
  return [
    ...folderReadmes(context, service, copy),
    ...(isUsed
      ? [
          sample(context, validateData, {
            kind: 'text',
            text: text(`starter/node/${validateData}`),
          }),
        ]
      : []),
  ];
}

/** Says in each static folder what it is, so that the image can be built. */
export const folderReadmes = (
  context: string,
  service: string,
  folders: readonly string[],
): readonly FileSpec[] =>
  folders.map((folder) =>
    sample(context, `${folder}/README.md`, {
      kind: 'text',
      text: text('starter/folder-readme.md', { service, folder }),
    }),
  );
