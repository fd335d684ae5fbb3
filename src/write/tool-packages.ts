import { utf8 } from '../disk/utf8.ts';
import { UserError } from '../errors.ts';
import { drop } from './editor.ts';
import { jsonEditor } from './json-editor.ts';

const PACKAGES = ['create-gitops-service', 'projen', 'constructs'] as const;
const SECTIONS = ['devDependencies', 'dependencies'] as const;

/** A package.json without us; any other file as it is. */
export function withoutTool(path: string, bytes: Buffer): Buffer {
  if (!/(?:^|\/)package\.json$/.test(path)) return bytes;
  try {
    return Buffer.from(
      SECTIONS.reduce(
        (text, section) =>
          PACKAGES.reduce((rest, name) => drop(jsonEditor, rest, [section, name]), text),
        utf8(bytes, path),
      ),
    );
  } catch (error) {
    // What cannot be read as JSON is its owner's to mend.
    if (error instanceof UserError) return bytes;
    throw error;
  }
}
