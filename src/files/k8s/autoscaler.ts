import type {
  AutoscalingPlan,
  EnvironmentPlan,
  Plan,
  ScalingSpeed,
  WorkloadPlan,
} from '../../plan/plan.ts';
import type { KubernetesObject } from '../../render/kubernetes-object.ts';
import { exemptFromKubeScore } from '../../kubernetes/exemptions.ts';
import { componentLabels, syncWave } from '../../kubernetes/metadata.ts';

type Scaled = Pick<WorkloadPlan, 'component' | 'sidecar'>;

/**
 * Adds and takes away pods of a component with its load
 * (https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/).
 */
export const autoscaler = (
  plan: Plan,
  workload: Scaled & Pick<EnvironmentPlan, 'waves'>,
  { min, max, cpu, memory, scaleUp, scaleDown }: AutoscalingPlan,
): KubernetesObject => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: {
    name: workload.component.objectName,
    labels: componentLabels(plan, workload.component),
    annotations: {
      ...syncWave(workload, 'monitor'),
      ...exemptFromKubeScore(...(min > 1 ? [] : ['horizontalpodautoscaler-replicas'])),
    },
  },
  spec: {
    scaleTargetRef: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: workload.component.objectName,
    },
    minReplicas: min,
    maxReplicas: max,
    // The order in which API servers before 1.30 give them back; another one looks out of sync to Argo CD.
    metrics: [
      ...(memory === undefined ? [] : [utilization(workload, 'memory', memory)]),
      utilization(workload, 'cpu', cpu),
    ],
    behavior: { scaleUp: speed(scaleUp), scaleDown: speed(scaleDown) },
  },
});

/**
 * Of the component's own container where a sidecar is added: an
 * idle sidecar requests CPU too, and would hide the load.
 */
const utilization = (
  { component, sidecar }: Scaled,
  name: 'cpu' | 'memory',
  averageUtilization: number,
) => {
  const target = { type: 'Utilization', averageUtilization };
  return sidecar === undefined
    ? { type: 'Resource', resource: { name, target } }
    : { type: 'ContainerResource', containerResource: { container: component.name, name, target } };
};

const speed = ({ windowSeconds, pods, periodSeconds }: ScalingSpeed) => ({
  stabilizationWindowSeconds: windowSeconds,
  policies: [{ type: 'Pods', value: pods, periodSeconds }],
});
