import { applyObjects } from '../rig/kubectl.ts';
import type { Rig } from '../rig/rig.ts';

/** Where a controller is in other clusters: who looks for it there finds a Deployment with pods. */
export interface Deployed {
  readonly namespace: string;
  readonly name: string;
  /** The labels that its release gives the Deployment and the pods. */
  readonly labels: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** What it adds to the pods. */
  readonly pod?: Readonly<Record<string, unknown>>;
}

/**
 * Deploys controllers for those who look for their pods. The stand-in of the
 * kubelets plays them; the programs run beside, outside of every pod.
 */
export const deploy = (rig: Rig, ...all: readonly Deployed[]): Promise<string> =>
  applyObjects(
    rig,
    all.flatMap((deployed) => [namespaceOf(deployed), deploymentOf(deployed)]),
  );

const namespaceOf = ({ namespace }: Deployed) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: namespace },
});

const deploymentOf = ({ namespace, name, labels, env = {}, pod = {} }: Deployed) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace, labels },
  spec: {
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        containers: [
          {
            name: 'controller',
            image: `stand-in/${name}:1`,
            env: Object.entries(env).map(([variable, value]) => ({ name: variable, value })),
          },
        ],
        ...pod,
      },
    },
  },
});
