import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tryParse } from '../../src/config/parse/parse.ts';
import { UserError } from '../../src/errors.ts';
import { allFiles } from '../../src/files/index.ts';
import { render } from '../../src/render/render.ts';
import { refuseBadPaths } from '../../src/write/bad-paths.ts';
import { accepted } from '../config/arbitrary.ts';
import { makePlan } from '../plan/make-plan.ts';
import { sampleOf, sampleSize } from '../sample.ts';
import { pathPairs } from './path-pairs.ts';
import { pathRefusals } from './path-refusals.ts';
import { withOtherStrings } from './other-strings.ts';

/** Everything that a config becomes short of the disk: the refusal where there is one. */
function refusalOf(input: unknown): string | undefined {
  const outcome = tryParse(input);
  if ('issues' in outcome) return undefined;
  try {
    const files = allFiles(makePlan(outcome.config));
    refuseBadPaths(files);
    for (const file of files) render(file);
    return undefined;
  } catch (error) {
    if (error instanceof UserError && error.exitCode === 2) return error.message;
    throw new Error(`a bug of ours: ${JSON.stringify(input)}`, { cause: error });
  }
}

test.each(pathRefusals)('%s is refused with the key', (_, input, issues) => {
  expect(refusalOf(input)?.split('\n').slice(1)).toEqual(issues.map((issue) => `  ${issue}`));
});

test('no two path keys, whatever they say, end in a bug of ours', () => {
  expect(pathPairs.length).toBeGreaterThan(632);
  const refusals = sampleOf(pathPairs, 80).map(refusalOf);
  expect(refusals.filter((refusal) => refusal !== undefined).length).toBeGreaterThan(3);
});

test('no name and no path of the schema, whatever it says, ends in a bug of ours', () => {
  const inputs = accepted(sampleSize(400, 20), 14).configs.map(({ input }) => input);
  const changed = fc.sample(
    fc.constantFrom(...inputs).chain((input) => withOtherStrings(input)),
    { numRuns: sampleSize(20_000, 150), seed: 14 },
  );
  const parsed = changed.filter((input) => 'config' in tryParse(input));
  console.log(`${parsed.length} of ${changed.length} changed configs parse`);
  expect(parsed.length).toBeGreaterThan(changed.length / 10);
  for (const input of sampleOf(parsed, 20)) refusalOf(input);
});
