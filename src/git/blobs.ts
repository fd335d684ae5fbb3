/**
 * The files in what `git cat-file --batch` printed, by the names
 * that it was asked for; a name without a file is left out.
 */
export function blobsIn(out: Buffer, names: readonly string[]): ReadonlyMap<string, Buffer> {
  const blobs = new Map<string, Buffer>();
  let at = 0;
  for (const name of names) {
    const end = out.indexOf('\n', at);
    if (end < 0) break;
    const [, type, size] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(out.subarray(at, end).toString()) ?? [];
    at = end + 1;
    if (size === undefined) continue;
    if (type === 'blob') blobs.set(name, out.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return blobs;
}
