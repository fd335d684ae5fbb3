import { join, relative, sep } from 'node:path';
import { codeOf } from '../disk/unreadable.ts';
import { UserError } from '../errors.ts';
import { paths } from '../plan/paths.ts';
import { isOurBug } from './own-work.ts';

/**
 * What a config did to us, as its owner should read it: `what` begins the message, the place is the hint.
 * A bug of ours that only comes out of a config is none of its owner's, and stays as it is.
 */
export function configFailure(root: string, what: string, thrown: unknown): Error {
  return isOurBug(thrown) ? thrown : failureOfConfig(root, what, thrown);
}

function failureOfConfig(root: string, what: string, thrown: unknown): UserError {
  const own = carefully(() => (thrown instanceof UserError ? withFailingCode(thrown) : undefined));
  if (own !== undefined) return own;
  const message = carefully(() => messageOf(thrown)) ?? 'it threw an object that cannot be read';
  if (carefully(() => isFullDisk(thrown)) === true)
    return new UserError(`${what}: ${message}`, { exitCode: 3, hint: FULL_DISK });
  const hint = carefully(() => placeOf(thrown, root)) ?? NO_PLACE;
  return new UserError(`${what}: ${message}`, { hint });
}

/** What is thrown may throw again when somebody looks at it. */
function carefully<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** Where in the files of a project an error comes from. */
export function placeOf(error: unknown, root: string): string {
  const [message, stack] = error instanceof Error ? [error.message, String(error.stack)] : ['', ''];
  const config = escapeRegExp(join(root, paths.config));
  // A column is known of what does not parse; of what runs, another text was compiled.
  const [, place] =
    new RegExp(`${config}(:\\d+:\\d+)`).exec(message) ??
    new RegExp(`${config}(:\\d+):\\d+`).exec(stack) ??
    [];
  return place === undefined ? placeOfImport(stack, root) : `Check ${paths.config}${place}`;
}

/** The line of a file that a config imports, where the config itself no longer runs. */
function placeOfImport(stack: string, root: string): string {
  const found = [
    ...stack.matchAll(new RegExp(`(${escapeRegExp(root + sep)}[^\\n]*?)(:\\d+):\\d+`, 'g')),
  ];
  const [, file = '', line = ''] =
    found.find(([, path = '']) => !path.includes(`${sep}node_modules${sep}`)) ?? [];
  return file === '' ? NO_PLACE : `Check ${relative(root, file).split(sep).join('/')}${line}`;
}

/** What is compiled is kept beside the packages: where there is no room for it, nobody's config is wrong. */
const isFullDisk = (thrown: unknown): boolean =>
  ['ENOSPC', 'EDQUOT'].includes(codeOf(thrown) ?? '');

const FULL_DISK = 'Check that the disk is not full, then try again.';

const NO_PLACE = `Correct ${paths.config} and try again.`;

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function messageOf(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  if (typeof thrown !== 'object' || thrown === null) return `it threw ${String(thrown)}`;
  const message = 'message' in thrown ? String(thrown.message) : '';
  if (message === '') return thrown instanceof Error ? thrown.name : 'it threw no error';
  // Node adds the files that led to a missing module, which are ours and not the user's.
  return message.replace(/\nRequire stack:[\s\S]*/, '').trim();
}

/** A config may throw our errors too, and say that all is well. */
const withFailingCode = (error: UserError): UserError =>
  [1, 2, 3].includes(error.exitCode) ? error : new UserError(error.message, { hint: error.hint });
