/*
 * One of the programs that work in one checkout at the same time: `node rounds.mjs
 * resync|<component> <folder> <rounds>`. Ahead of each resync a managed file is gone and, at each
 * tenth, the release file has to gain an entry; each image is read back before the next one, and
 * nobody may have changed it.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../src/errors.ts';
import { paths } from '../../src/plan/paths.ts';
import { deliver, setImages } from '../../src/release/index.ts';
import { resync } from '../../src/write/resync.ts';
import { digestOf, plan } from '../release/a-project.ts';
import { wantedAt } from './checkout.ts';
import { skipSync } from './intercept.ts';

const [, , what = '', folder = '', rounds = ''] = process.argv;
const release = join(folder, paths.release('dev'));
const pause = new Int32Array(new SharedArrayBuffer(4));
let waits = 0;

skipSync();
for (let round = 0; round < Number(rounds); round += 1) {
  if (what === 'resync') await resynced(round);
  else await imageSet(round);
}
process.stdout.write(
  `${rounds} ${what === 'resync' ? 'resyncs' : 'images'}, ${String(waits)} times told to wait\n`,
);

async function resynced(round: number): Promise<void> {
  rmSync(join(folder, 'k8s/base/service.yaml'), { force: true });
  await untilFree(async () => {
    resync(folder, wantedAt(round), { takeOver: false, toolVersion: '1.0.0' });
  });
}

async function imageSet(round: number): Promise<void> {
  const tag = round.toString(16).padStart(40, 'a');
  const repository = { folder, seconds: 30 };
  const edit = setImages({ plan, sources: repository }, 'dev', {
    assignments: [`${what}=${tag}@${digestOf('c')}`],
    force: false,
    push: false,
  });
  await untilFree(async () => {
    await deliver(repository, edit, {
      push: false,
      pullRequest: false,
      message: undefined,
      attempts: 1,
    });
  });
  Atomics.wait(pause, 0, 0, 3);
  if (!readFileSync(release, 'utf8').includes(tag))
    process.stdout.write(`bad: the image of round ${String(round)} is gone\n`);
}

/** Does what a person would: waits when told that somebody else writes. */
async function untilFree(work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UserError) || error.exitCode !== 3) throw error;
      waits += 1;
      Atomics.wait(pause, 0, 0, 2);
    }
  }
}
