import { expect, test, vi } from 'vitest';

const all = Array.from({ length: 100 }, (_, index) => index);

/** What a run with these settings takes. */
async function sampleWith(env: Readonly<Record<string, string>>, size: number) {
  vi.resetModules();
  for (const [name, value] of Object.entries({ TEST_ALL: 'false', TEST_SEED: '1', ...env }))
    vi.stubEnv(name, value);
  const { sampleOf } = await import('./sample.ts');
  vi.unstubAllEnvs();
  return sampleOf(all, size);
}

test('a sample has its size, keeps the order, and is the same for the same seed', async () => {
  const sample = await sampleWith({}, 20);
  expect(sample).toHaveLength(20);
  expect(sample).toEqual([...new Set(sample)].sort((a, b) => a - b));
  expect(await sampleWith({}, 20)).toEqual(sample);
  expect(await sampleWith({ TEST_SEED: '2' }, 20)).not.toEqual(sample);
});

test('everything is taken where all is asked for, or there is no more', async () => {
  expect(await sampleWith({ TEST_ALL: 'true' }, 20)).toEqual(all);
  expect(await sampleWith({}, 200)).toEqual(all);
});
