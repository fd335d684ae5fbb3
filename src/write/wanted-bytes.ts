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

/** Half of a pair, as it is or as YAML and JSON write it. */
const MAY_HOLD_HALF = /\p{Surrogate}|\\u[dD][89a-fA-F]/u;

function holdsHalf(content: Content): boolean {
  if (content.kind === 'text') return /\p{Surrogate}/u.test(content.text);
  const value = content.kind === 'json' ? content.value : content.documents;
  // JSON writes an escape for each half without the other one, and two backslashes for one.
  return /(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(JSON.stringify(plainOf(value)));
}
