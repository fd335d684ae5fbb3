import type { FileSpec } from '../../../render/spec.ts';
import { text } from '../../../render/text.ts';
import { sample } from './sample.ts';

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
