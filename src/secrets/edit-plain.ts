import { isUtf8 } from 'node:buffer';
import { UserError } from '../errors.ts';
import { assign } from '../write/editor.ts';
import { yamlEditor } from '../write/yaml-editor.ts';
import { isMapping, mapping } from './mapping.ts';
import { parseManifest, type Values } from './plain-secret.ts';

/** A plain file with these values, so that sealing it again does not bring the old ones back. */
export function withValues(text: string, path: string, values: Values): string {
  const before = parseManifest(text, path).values;
  try {
    const after = [...values].reduce(withValue, text);
    const wanted = new Map([...before, ...values]);
    if (isSame(parseManifest(after, path).values, wanted)) return after;
  } catch (error) {
    // The message of the editor quotes the file.
    if (!(error instanceof UserError)) throw error;
  }
  throw new UserError(`${path} is written in a way that the new values cannot be put into`, {
    exitCode: 3,
    hint: 'Write every value as one line of stringData, without anchors, or move the file away.',
  });
}

const isSame = (one: Values, other: Values): boolean =>
  one.size === other.size &&
  [...one].every(([key, value]) => other.get(key)?.equals(value) === true);

function withValue(text: string, [key, value]: readonly [string, Buffer]): string {
  const manifest = mapping(yamlEditor.read(text));
  const has = (field: string): boolean => {
    const values = manifest[field];
    return isMapping(values) && Object.hasOwn(values, key);
  };
  // Where both have it, the text is what counts.
  const isText = has('stringData') || !has('data');
  if (isText && !isUtf8(value)) throw new UserError('a value that is not text');
  const after = assign(yamlEditor, text, {
    path: [isText ? 'stringData' : 'data', key],
    value: value.toString(isText ? 'utf8' : 'base64'),
  });
  // What does not read as a Secret any longer must not get to the editor again, which warns with what it reads.
  parseManifest(after, 'the edited file');
  return after;
}
