// The live tier: compiles what it needs once, then runs the scenarios in a private network.
// npm run live [-- --prove] [-- --all] [-- --seed <n>] [-- -t <words of a scenario's name>]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  const programs = await buildPrograms(say);
  const definitions = await copyDefinitions(say);
  await installTools((line) => say(`judge  ${line}`), ['kustomize', 'helm-4', 'kubeseal']);
  const folder = mkdtempSync(join(tmpdir(), 'live-'));
  try {
    return await runScenarios(
      words.filter((word) => word !== '--prove'),
      {
        LIVE_FOLDER: folder,
        LIVE_PROGRAMS: programs,
        LIVE_DEFINITIONS: definitions,
        LIVE_PROVE: String(words.includes('--prove')),
      },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A process namespace too: whatever happens, nothing outlives the run. */
const namespaces = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];

async function runScenarios(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const tests = fileURLToPath(new URL('tests.mjs', import.meta.url));
  const child = spawn(
    'unshare',
    [...namespaces, process.execPath, tests, 'vitest.live.config.ts', ...words],
    { stdio: 'inherit', env: { ...process.env, ...env } },
  );
  // Stopped from outside, it ends the namespaces, and goes on to clean up.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => child.kill('SIGKILL'));
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
