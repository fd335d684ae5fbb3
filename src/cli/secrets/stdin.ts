import { isUtf8 } from 'node:buffer';
import { UserError } from '../../errors.ts';

/** All of stdin, which must be text: other bytes would not be what is sealed. */
export async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > MAX_BYTES)
      throw new UserError('stdin is longer than a Secret can be', {
        exitCode: 3,
        hint: 'Kubernetes stores at most 1 MiB in a Secret.',
      });
    chunks.push(bytes);
  }
  const bytes = Buffer.concat(chunks);
  if (isUtf8(bytes)) return bytes.toString();
  throw new UserError('stdin is not UTF-8', {
    exitCode: 3,
    hint: 'For a value that is not text, pass a Secret manifest with base64 in data to: gitops-service seal … --stdin',
  });
}

/** A mebibyte of values in base64, and room for what stands around them. */
const MAX_BYTES = 2 * 1024 * 1024;
