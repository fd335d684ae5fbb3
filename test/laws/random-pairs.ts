import type { Config } from '../../src/config/config.ts';
import { UserError } from '../../src/errors.ts';
import { accepted } from '../config/arbitrary.ts';
import { livedInBreaches, sideOf, untouchedBreaches } from './there-and-back.ts';
import type { Side } from './there-and-back.ts';

/** What is wrong with so many ways from one random config to the next one and back, by the printed seed. */
export function randomPairBreaches(count: number): readonly string[] {
  const { configs } = accepted(count + 1, Number(process.env['TEST_SEED'] ?? 1));
  const sides = configs.flatMap(({ config }) => sideUnlessRefused(config));
  const breaches = sides.slice(1).flatMap((b, index) => {
    const a = sides[index] ?? b;
    const found = index % 2 === 0 ? untouchedBreaches(a, b) : livedInBreaches(a, b);
    return found.filter((line) => !isTaken(line)).map((line) => `pair ${String(index)}: ${line}`);
  });
  return breaches.slice(0, 20);
}

/** Some configs want two files at one place, which only their files show. */
function sideUnlessRefused(config: Config): readonly Side[] {
  try {
    return [sideOf(config)];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

/** A file of people that stands where the other config has a folder, or the other way round, is nobody's to move. */
const isTaken = (line: string): boolean =>
  /nothing was written, because|is a (?:folder|file), but must be a|differs only in case from/.test(
    line,
  );
