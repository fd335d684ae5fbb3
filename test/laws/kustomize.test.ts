import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { accepted } from '../config/arbitrary.ts';
import { sampleOf } from '../sample.ts';
import { kustomizeBinary } from '../kustomize/binary.ts';
import { breaches, breachesOf } from './kustomize.ts';

const seed = 1;
const configs = sampleOf(accepted(50, seed).configs, 15);

test(`kustomize builds the model of every environment, for ${configs.length} random configs`, async () => {
  expect(
    (
      await breachesOf(
        configs.map(({ config }) => config),
        kustomizeBinary,
        5,
      )
    ).slice(0, 3),
  ).toEqual([]);
}, 300_000);

test('the binary is kustomize itself, not a script of ours', () => {
  expect(readFileSync(kustomizeBinary).subarray(0, 4).toString('latin1')).toMatch(
    /^\x7fELF|^\xcf\xfa\xed\xfe|^\xca\xfe\xba\xbe|^MZ/,
  );
});

test.each([
  [
    'a changed field',
    (text: string) =>
      text.replaceAll('automountServiceAccountToken: false', 'automountServiceAccountToken: true'),
  ],
  [
    'a text that is read as a number',
    (text: string) => text.replaceAll(/(SHUTDOWN_DELAY_MS: )"(\d+)"/g, '$1"0$2"'),
  ],
  ['a file that nobody names', (text: string) => text.replaceAll('  - service.yaml\n', '')],
])(
  'a planted defect is found: %s',
  async (_, edit) => {
    const { configs } = accepted(2, seed);
    expect(
      await breaches(
        configs.map(({ config }) => config),
        kustomizeBinary,
        edit,
      ),
    ).not.toEqual([]);
  },
  60_000,
);
