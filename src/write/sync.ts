import { closeSync, fsyncSync, openSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

/** Makes sure that the content of these files is on the disk. */
export function syncFiles(files: readonly string[]): void {
  // A disk takes several at once in a third of the time (1 s for
  // 5,000 instead of 3 s), which pays for starting the worker.
  if (files.length >= 500 && areSyncedTogether(files)) return;
  for (const file of files) syncAt(file, 'r+');
}

/** Makes sure that renames in this folder survive a power cut; Windows neither needs nor allows it. */
export function syncFolder(folder: string): void {
  if (process.platform !== 'win32') syncAt(folder, 'r');
}

function syncAt(path: string, flags: 'r' | 'r+'): void {
  const handle = openSync(path, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Several files at a time, while this thread waits. Whatever stops
 * that is for the plain way to meet again and to report.
 */
function areSyncedTogether(files: readonly string[]): boolean {
  const outcome = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(SYNC_TOGETHER)}`), {
    execArgv: [],
    workerData: { files, outcome },
  });
  worker.on('error', () => undefined).unref(); // it left no outcome, which says enough
  Atomics.wait(outcome, 0, 0, 60_000);
  return Atomics.load(outcome, 0) === 1;
}

const SYNC_TOGETHER = `
import { open } from 'node:fs/promises';
import { workerData } from 'node:worker_threads';
const { files, outcome } = workerData;
const left = files.values();
async function syncNext() {
  for (const file of left) {
    const handle = await open(file, 'r+');
    await handle.sync().finally(() => handle.close());
  }
}
const code = await Promise.all(Array.from({ length: 8 }, syncNext)).then(() => 1, () => 2);
Atomics.store(outcome, 0, code);
Atomics.notify(outcome, 0);
`;
