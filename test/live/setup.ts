import type { TestProject } from 'vitest/node';
import { controllers } from './controllers/index.ts';
import { startCluster } from './rig/cluster.ts';
import { layOutHome, layOutNetwork } from './rig/network.ts';
import { makePki } from './rig/pki.ts';
import type { Rig } from './rig/rig.ts';
import { startStandIns } from './standins/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    rig: Rig;
  }
}

/** Starts the cluster and everything that every scenario needs, once. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const rig: Rig = {
    folder: required('LIVE_FOLDER'),
    programs: required('LIVE_PROGRAMS'),
    definitions: required('LIVE_DEFINITIONS'),
  };
  layOutHome(rig);
  await makePki(rig);
  await layOutNetwork(rig);
  const cluster = await timed('API server', () => startCluster(rig));
  const standIns = await timed('stand-ins', () => startStandIns(rig));
  const others = await Promise.all(
    Object.entries(controllers).map(([name, start]) => timed(name, () => start(rig))),
  );
  project.provide('rig', rig);
  return async () => {
    await Promise.all(others.map((program) => program.stop()));
    await standIns.stop();
    await Promise.all(cluster.map((program) => program.stop()));
  };
}

/** What the entry point says in the environment. */
function required(variable: string): string {
  const value = process.env[variable];
  if (value === undefined) throw new Error('Start the live tier with "npm run live".');
  return value;
}

async function timed<T>(what: string, start: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await start();
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  process.stdout.write(`live  ${what} up after ${seconds} s\n`);
  return result;
}
