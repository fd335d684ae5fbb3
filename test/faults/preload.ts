/*
 * Loaded into a child process by --import. FAULT_KILL_AT=n: it kills itself ahead of its n-th call
 * that changes the disk. FAULT_CALLS=file: it notes the number of such calls there when it ends.
 * FAULT_FULL_AT=n: from the n-th on, the disk is full.
 */
import { writeFileSync } from 'node:fs';
import { interceptWrites, skipSync } from './intercept.ts';
import { isFilling, noSpace } from './no-space.ts';

const killAt = Number(process.env['FAULT_KILL_AT'] ?? 0);
const fullAt = Number(process.env['FAULT_FULL_AT'] ?? 0);
const callsFile = process.env['FAULT_CALLS'] ?? '';
let calls = 0;

skipSync();
const undo = interceptWrites((call) => {
  calls += 1;
  if (calls === killAt) process.kill(process.pid, 'SIGKILL');
  if (fullAt > 0 && calls >= fullAt && isFilling(call)) throw noSpace(call);
});

process.on('exit', () => {
  undo();
  if (callsFile !== '') writeFileSync(callsFile, String(calls));
});
