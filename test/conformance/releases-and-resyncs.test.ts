import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { allFiles } from '../../src/files/index.ts';
import { makePlan } from '../plan/make-plan.ts';
import { paths } from '../../src/plan/paths.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { deliver, imagesOf, setImages } from '../../src/release/index.ts';
import { planChanges, resync } from '../../src/write/resync.ts';
import { isClean } from '../../src/write/change.ts';
import { digestOf } from '../release/a-project.ts';

/** A service whose components grow in number. */
const planOf = (count: number): Plan =>
  makePlan(
    parseConfig({
      name: 'orders',
      repository: 'https://github.com/acme/orders',
      components: Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `c${String(index)}`,
          {
            build: { context: `c${String(index)}` },
            runtime: { kind: 'custom' },
            ...(index === 0 ? {} : { routes: [] }),
          },
        ]),
      ),
    }),
  );

test('200 resyncs between 200 releases, with a new component every twentieth: no drift, no tag lost', async () => {
  const root = mkdtempSync(join(tmpdir(), 'rounds-'));
  const repository = { folder: root, seconds: 30 };
  const last = new Map<string, string>();
  let plan = planOf(2);
  for (let round = 0; round < 200; round += 1) {
    plan = planOf(2 + Math.floor(round / 20));
    resync(root, allFiles(plan), { takeOver: false, toolVersion: '0.0.0' });
    const environment = round % 3 === 0 ? 'prod' : 'dev';
    const component = plan.components[(round * 7) % plan.components.length];
    if (component === undefined) throw new Error('no component');
    const tag = `1.${String(round)}.0`;
    const edit = setImages({ plan, sources: repository }, environment, {
      assignments: [`${component.name}=${tag}@${digestOf('1')}`],
      force: false,
      push: false,
    });
    await deliver(repository, edit, {
      push: false,
      pullRequest: false,
      message: undefined,
      attempts: 1,
    });
    last.set(`${environment} ${component.image.repository}`, tag);
    expect(isClean(planChanges(root, allFiles(plan), { takeOver: false }))).toBe(true);
  }
  for (const environment of ['dev', 'prod']) {
    for (const { repository: name, tag } of imagesOf(
      readFileSync(join(root, paths.release(environment)), 'utf8'),
    ))
      expect(tag).toBe(last.get(`${environment} ${name}`) ?? 'unreleased');
  }
});
