import { UserError } from '../errors.ts';
import { plainOf, render } from '../render/render.ts';
import type { Content, FileSpec } from '../render/spec.ts';

/** The bytes of a wanted file. Half of a surrogate pair has none: it would become U+FFFD, and is refused. */
export function wantedBytes(spec: FileSpec): Buffer {
  const text = render(spec);
  if (!MAY_HOLD_HALF.test(text) || !holdsHalf(spec.content)) return Buffer.from(text);
  throw new UserError(
    `${spec.path} would contain half of a surrogate pair, which is no character`,
    {
      exitCode: 3,
      hint: `Correct what describes the file: ${spec.origin.feature}, or "customize".`,
    },
  );
}

/** Half of a pair or both, as they are or as YAML and JSON write them; the flag `u` makes it three times slower. */
const MAY_HOLD_HALF = /[\ud800-\udfff]|\\u[dD][89a-fA-F]/;

function holdsHalf(content: Content): boolean {
  if (content.kind === 'text') return /\p{Surrogate}/u.test(content.text);
  const value = content.kind === 'json' ? content.value : content.documents;
  // JSON writes an escape for each half without the other one, and two backslashes for one.
  return /(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(JSON.stringify(plainOf(value)));
}
