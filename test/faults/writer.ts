/* A program that brings a folder to what a job file says: `node writer.mjs <root> <job> [when]`. */
import { readFileSync } from 'node:fs';
import type { FileSpec } from '../../src/render/spec.ts';
import { resync } from '../../src/write/resync.ts';

/** What the program reads. */
export interface Job {
  readonly wanted: readonly FileSpec[];
  readonly takeOver: boolean;
}

const [, , root = '', job = '', when = '0'] = process.argv;
const { wanted, takeOver } = JSON.parse(readFileSync(job, 'utf8')) as Job;
// Several of them start at the same moment.
while (Date.now() < Number(when));
resync(root, wanted, { takeOver, toolVersion: '2.0.0' });
