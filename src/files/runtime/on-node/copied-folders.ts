import type { FileSpec } from '../../../render/spec.ts';
import { text } from '../../../render/text.ts';
import { validateData } from './validate-data.ts';
import type { StarterInput } from './starter-input.ts';
import { folderReadmes } from '../starter/folder-readmes.ts';
import { sample } from '../starter/sample.ts';

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
