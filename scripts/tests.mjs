// Runs vitest with what follows. Where tests are many of a kind they take a sample by a seed, which is printed:
// `--seed <n>` takes the same sample again, `--all` takes everything.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const [config, ...words] = process.argv.slice(2);
const { values, tokens } = parseArgs({
  args: words,
  options: { all: { type: 'boolean' }, seed: { type: 'string' } },
  strict: false,
  allowPositionals: true,
  tokens: true,
});
const isOurs = ({ kind, name }) => kind === 'option' && (name === 'all' || name === 'seed');
const taken = new Set(
  tokens
    .filter(isOurs)
    .flatMap(({ index, value, inlineValue }) =>
      value !== undefined && !inlineValue ? [index, index + 1] : [index],
    ),
);
const others = words.filter((_, index) => !taken.has(index));
const seed = values.seed ?? String(Date.now() % 1_000_000);
const said = values.all
  ? 'everything, no sample'
  : `a sample by seed ${seed} (again: -- --seed ${seed}; everything: -- --all)`;
process.stdout.write(`${config}: ${said}\n`);

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [vitest, 'run', '--config', config, ...others], {
  stdio: 'inherit',
  env: { ...process.env, TEST_SEED: seed, TEST_ALL: String(values.all ?? false) },
});
process.exitCode = status ?? 1;
