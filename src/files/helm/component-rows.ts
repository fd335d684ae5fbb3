import type { EnvironmentPlan } from '../../plan/plan.ts';
import type { Value } from '../../render/spec.ts';
import {
  evenResources,
  imageRepository,
  resources,
  stringsBy,
  whole,
} from '../../render/value-schemas.ts';
import type { Row } from '../chart-parts/rows.ts';
import type { ValueSwitch } from '../../render/chart-value.ts';

/** The leaves of a component; `configurationIn` tells what its ConfigMap says. */
export const componentRows = (
  configurationIn: (environment: EnvironmentPlan) => Value | undefined,
): readonly Row[] => [
  {
    value: 'replicaCount',
    from: 'replicas',
    style: 'number',
    description: 'Pods',
    schema: whole(1, 100),
  },
  ...scalingRows,
  {
    value: 'image.repository',
    from: 'component.image.repository',
    style: 'text',
    description: 'Image without tag and digest',
    schema: imageRepository,
    isReleased: true,
  },
  {
    value: 'resources',
    from: 'resources',
    style: 'structure',
    description: 'Requests and limits of the container',
    schema: resources,
    sentinel: ({ text }) => evenResources(text),
  },
  {
    value: 'env',
    from: 'env',
    style: 'strings',
    description: 'Plain environment variables, kept in a ConfigMap; a change restarts the pods',
    schema: stringsBy('^[A-Za-z_][A-Za-z0-9_]*$'),
    read: configurationIn,
  },
  {
    value: 'terminationGracePeriodSeconds',
    from: 'shutdown.graceSeconds',
    style: 'number',
    description: 'Seconds after SIGTERM until Kubernetes kills the pod',
    schema: whole(1, 600_000),
  },
];

const speedRows = (direction: 'scaleUp' | 'scaleDown', happens: string): readonly Row[] => [
  {
    value: `hpa.${direction}.windowSeconds`,
    from: `autoscaling.${direction}.windowSeconds`,
    style: 'number',
    description: `Stabilization window in seconds before pods are ${happens}`,
    schema: whole(1, 3600),
  },
  {
    value: `hpa.${direction}.pods`,
    from: `autoscaling.${direction}.pods`,
    style: 'number',
    description: `Maximum number of pods ${happens} per period`,
    schema: whole(1, 100),
  },
  {
    value: `hpa.${direction}.periodSeconds`,
    from: `autoscaling.${direction}.periodSeconds`,
    style: 'number',
    description: 'Length of a period in seconds',
    schema: whole(1, 1800),
  },
];

const scalingRows: readonly Row[] = [
  {
    value: 'hpa.minReplicas',
    from: 'autoscaling.min',
    style: 'number',
    description: 'Minimum number of pods',
    schema: whole(1, 100),
  },
  {
    value: 'hpa.maxReplicas',
    from: 'autoscaling.max',
    style: 'number',
    description: 'Maximum number of pods',
    schema: whole(2, 100),
  },
  {
    value: 'hpa.cpuTargetPercent',
    from: 'autoscaling.cpu',
    style: 'number',
    description: 'Target average CPU, in percent of the request',
    schema: whole(1, 100),
  },
  {
    value: 'hpa.memoryTargetPercent',
    from: 'autoscaling.memory',
    style: 'number',
    description: 'Target average memory, in percent of the request; 0 to ignore memory',
    schema: whole(0, 100),
    optional: true,
  },
  ...speedRows('scaleUp', 'added'),
  ...speedRows('scaleDown', 'removed'),
];

/** The parts of a component that can be turned off. */
export const componentSwitches: readonly ValueSwitch[] = [
  {
    value: 'hpa.enabled',
    from: 'autoscaling',
    description: 'Scale the number of pods with the load, instead of replicaCount',
  },
  { value: 'hpa.memoryTargetPercent', from: 'autoscaling.memory' },
];
