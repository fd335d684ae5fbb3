import { Session } from 'node:inspector/promises';
import { expect, test } from 'vitest';
import { grown } from '../../bench/configs.mjs';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { allFiles } from '../../src/files/index.ts';
import { makePlan } from '../plan/make-plan.ts';
import { render } from '../../src/render/render.ts';
import type { FileSpec } from '../../src/render/spec.ts';
import { diff } from '../../src/write/diff.ts';
import { emptyInventory } from '../../src/write/inventory.ts';

/** How often functions of ours, and those that read configs and YAML for us, were called. */
async function callsIn(work: () => void): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  work();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  return result
    .filter(({ url }) => /\/(src|node_modules\/(yaml|zod))\//.test(url))
    .flatMap(({ functions }) => functions.flatMap(({ ranges: [whole] }) => whole?.count ?? 0))
    .reduce((sum, count) => sum + count, 0);
}

/** A whole run whose files are there already. */
function run(input: unknown): void {
  const files = allFiles(makePlan(parseConfig(input)));
  const snapshot = new Map(
    files.map((file: FileSpec) => [
      file.path,
      { kind: 'file' as const, bytes: Buffer.from(render(file)), executable: file.executable },
    ]),
  );
  diff(files, snapshot, emptyInventory);
}

test.each([
  ['components', 'helm', 24],
  ['components', 'per-component', 24],
  ['components', 'kustomize', 24],
  ['environments', 'helm', 8],
  ['environments', 'kustomize', 8],
  ['stores', 'helm', 8],
  ['stores', 'kustomize', 8],
])(
  'twice the %s of a service with %s are at most 2.3 times the work',
  async (what, packaging, count) => {
    const workFor = (many: number) => callsIn(() => run(grown({ packaging, [what]: many })));
    await workFor(2);
    expect((await workFor(2 * count)) / (await workFor(count))).toBeLessThan(2.3);
  },
);
