import { existsSync } from 'node:fs';
import { tryKubectl } from './rig/kubectl.ts';
import { lastLines } from './rig/programs.ts';
import { logOf, type Rig } from './rig/rig.ts';
import type { Stage } from './scenario.ts';

/** A stage, and what it has to tell when its scenario fails. */
export interface WatchedStage extends Stage {
  /** Events and pods of the namespaces, and the end of each log, for a failure that has to be understood. */
  report(): Promise<string>;
}

/** Sets a stage for one scenario. */
export function setStage(
  name: string,
  { rig, installed, proving }: { rig: Rig; installed: string; proving: boolean },
): WatchedStage {
  const namespaces = new Set<string>();
  const programs = new Set<string>();
  return {
    rig,
    installed,
    proving,
    watches: (namespace) => void namespaces.add(namespace),
    reads: (program) => void programs.add(program),
    plant: async (fault) => {
      if (proving) await fault();
    },
    step: async (step, act) => {
      const begun = performance.now();
      try {
        const result = await act();
        const seconds = ((performance.now() - begun) / 1000).toFixed(1).padStart(6);
        process.stdout.write(`live  ${seconds} s  ${name}: ${step}\n`);
        return result;
      } catch (error) {
        throw new Error(`${step}: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
      }
    },
    report: async () => {
      const parts = [
        ...[...namespaces].map((namespace) => stateOf(rig, namespace)),
        ...[...programs].map((program) =>
          Promise.resolve(
            `== end of ${logOf(rig, program)}\n${existsSync(logOf(rig, program)) ? lastLines(rig, program) : ''}`,
          ),
        ),
      ];
      return (await Promise.all(parts)).join('\n');
    },
  };
}

async function stateOf(rig: Rig, namespace: string): Promise<string> {
  const [events, pods] = await Promise.all([
    tryKubectl(rig, ['get', 'events', '-n', namespace, '--sort-by=.lastTimestamp']),
    tryKubectl(rig, ['get', 'pods,jobs,deployments,statefulsets', '-n', namespace, '-o', 'wide']),
  ]);
  const recent = events.stdout.trimEnd().split('\n').slice(-25).join('\n');
  return `== events of ${namespace}\n${recent}\n== workloads of ${namespace}\n${pods.stdout}`;
}
