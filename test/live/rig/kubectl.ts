import { run, type Outcome } from '../../judges/process.ts';
import { environmentOf, type Rig } from './rig.ts';

/** Runs kubectl as `admin`; any exit code is an outcome. */
export const tryKubectl = (rig: Rig, args: readonly string[], input = ''): Promise<Outcome> =>
  run([`${rig.programs}/kubectl`, ...args], { env: environmentOf(rig), input });

/** Runs kubectl, which must end well, and gives what it printed. */
export async function kubectl(rig: Rig, args: readonly string[], input = ''): Promise<string> {
  const { code, stdout, stderr } = await tryKubectl(rig, args, input);
  if (code !== 0)
    throw new Error(`kubectl ${args.join(' ')}: exit code ${String(code)}\n${stdout}${stderr}`);
  return stdout;
}

/** Applies objects as they are, server-side. */
export const applyObjects = (rig: Rig, objects: readonly unknown[]): Promise<string> =>
  kubectl(
    rig,
    ['apply', '--server-side', '--force-conflicts', '-f', '-'],
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
  );
