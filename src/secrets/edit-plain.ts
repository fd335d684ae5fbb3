import { isUtf8 } from 'node:buffer';
import { UserError } from '../errors.ts';
import { assign } from '../write/editor.ts';
import { yamlEditor } from '../write/yaml-editor.ts';
import { isMapping, mapping } from './mapping.ts';
import { parseManifest, type Values } from './plain-secret.ts';

/** A plain file with these values, so that sealing it again does not bring the old ones back. */
export function withValues(text: string, path: string, values: Values): string {
  const before = parseManifest(text, path).values;
  const after = textWith(text, path, values);
  const wanted = new Map([...before, ...values]);
  const read = parseManifest(after, path).values;
  if (
    read.size === wanted.size &&
    [...wanted].every(([key, value]) => read.get(key)?.equals(value))
  )
    return after;
  throw cannotEdit(path);
}

function textWith(text: string, path: string, values: Values): string {
  try {
    return [...values].reduce(withValue, text);
  } catch (error) {
    // Its message quotes the file.
    if (error instanceof UserError) throw cannotEdit(path);
    throw error;
  }
}

function withValue(text: string, [key, value]: readonly [string, Buffer]): string {
  const manifest = mapping(yamlEditor.read(text));
  const has = (field: string): boolean => {
    const values = manifest[field];
    return isMapping(values) && Object.hasOwn(values, key);
  };
  // Where both have it, the text is what counts.
  const isText = has('stringData') || !has('data');
  if (isText && !isUtf8(value)) throw new UserError('a value that is not text');
  return assign(yamlEditor, text, {
    path: [isText ? 'stringData' : 'data', key],
    value: value.toString(isText ? 'utf8' : 'base64'),
  });
}

const cannotEdit = (path: string): UserError =>
  new UserError(`${path} is written in a way that the new values cannot be put into`, {
    exitCode: 3,
    hint: 'Write every value as one line of stringData, without anchors, or move the file away.',
  });
