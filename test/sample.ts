import fc from 'fast-check';

/** Set by scripts/tests.mjs, which prints it. */
const isAll = process.env['TEST_ALL'] === 'true';
const seed = Number(process.env['TEST_SEED'] ?? 1);

/** So many of these, chosen by the printed seed and in their order; all of them with `-- --all`. */
export function sampleOf<T>(all: readonly T[], size: number): readonly T[] {
  if (isAll || all.length <= size) return all;
  const [sample = []] = fc.sample(fc.subarray([...all], { minLength: size, maxLength: size }), {
    numRuns: 1,
    seed,
  });
  return sample;
}

/** How often to try what chance decides: the full number with `-- --all`. */
export const sampleSize = (all: number, size: number): number => (isAll ? all : size);

/** What one of so many hands gets when these are shuffled by the printed seed and dealt; all with `-- --all`. */
export function dealt<T>(all: readonly T[], hands: number, hand: number): readonly T[] {
  if (isAll) return all;
  const [order = []] = fc.sample(
    fc.shuffledSubarray([...all.keys()], { minLength: all.length, maxLength: all.length }),
    { numRuns: 1, seed },
  );
  return all.filter((_, index) => order.indexOf(index) % hands === hand);
}
