import { UserError } from '../errors.ts';

/** What people and workflows type for an image: any of its three parts, at least a tag or a digest. */
export interface ImageReference {
  readonly repository: string | undefined;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

const REPOSITORY = /^[a-z0-9][a-z0-9.-]*(?::[0-9]{1,5})?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * Reads `[repository][:tag][@sha256:…]`, a bare tag or a bare
 * digest. A colon before a slash belongs to the registry's port.
 */
export function parseImageReference(text: string): ImageReference {
  const at = text.indexOf('@');
  const isDigest = at < 0 && text.startsWith('sha256:');
  const name = isDigest ? '' : at < 0 ? text : text.slice(0, at);
  const digest = isDigest ? text : at < 0 ? undefined : text.slice(at + 1);
  const { repository, tag } = nameAndTag(name);
  const isValid =
    (repository === undefined || REPOSITORY.test(repository)) &&
    (tag === undefined || TAG.test(tag)) &&
    (digest === undefined || DIGEST.test(digest));
  if (!isValid || (tag === undefined && digest === undefined)) {
    throw new UserError(`"${text}" is not an image reference`, {
      hint: 'Use <tag>, <tag>@sha256:<64 hex digits>, or <repository>:<tag>@sha256:<64 hex digits>.',
    });
  }
  return { repository, tag, digest };
}

function nameAndTag(name: string): Omit<ImageReference, 'digest'> {
  if (name === '') return { repository: undefined, tag: undefined };
  const colon = name.lastIndexOf(':');
  if (colon > name.lastIndexOf('/'))
    return { repository: name.slice(0, colon) || undefined, tag: name.slice(colon + 1) };
  return name.includes('/')
    ? { repository: name, tag: undefined }
    : { repository: undefined, tag: name };
}
