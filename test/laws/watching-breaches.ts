import { at, listAt } from './model.ts';
import { type Breach, set, one, remove, container, without } from './planting.ts';

/** Breaches of what holds of watching. */
export const watchingBreaches: readonly Breach[] = [
  [
    'autoscalersWork',
    /R10/,
    (model) =>
      set(at(one(model, 'HorizontalPodAutoscaler'), 'spec', 'scaleTargetRef'), 'name', 'nowhere'),
  ],
  [
    'autoscalersWork',
    /W02/,
    (model) => remove(at(container(model, 'orders-worker'), 'resources', 'requests'), 'memory'),
  ],
  [
    'autoscalersWork',
    /does not look at the CPU/,
    (model) => set(one(model, 'HorizontalPodAutoscaler')['spec'], 'metrics', []),
  ],
  [
    'autoscalersWork',
    /the memory of something else than its component/,
    (model) =>
      set(
        at(
          listAt(one(model, 'HorizontalPodAutoscaler'), 'spec', 'metrics')[0],
          'containerResource',
        ),
        'container',
        'daprd',
      ),
  ],
  [
    'autoscalersWork',
    /less at most/,
    (model) => set(one(model, 'HorizontalPodAutoscaler')['spec'], 'maxReplicas', 0),
  ],
  [
    'monitorsSee',
    /no port of one Service/,
    (model) => set(listAt(one(model, 'ServiceMonitor'), 'spec', 'endpoints')[0], 'port', 'metrics'),
  ],
  [
    'monitorsSee',
    /no port of one Service/,
    (model) => set(at(one(model, 'ServiceMonitor'), 'spec', 'selector'), 'matchLabels', {}),
  ],
  [
    'monitorsSee',
    /asks no path/,
    (model) => remove(listAt(one(model, 'ServiceMonitor'), 'spec', 'endpoints')[0], 'path'),
  ],
  [
    'monitorsSee',
    /does not find PrometheusRule/,
    (model) => set(at(one(model, 'PrometheusRule'), 'metadata', 'labels'), 'release', 'other'),
  ],
  ['monitorsSee', /nobody asks orders-api/, (model) => without(model, 'ServiceMonitor')],
  [
    'dashboardsLoad',
    /holds no dashboard/,
    (model) => set(at(one(model, 'ConfigMap', 'orders-api-dashboard'), 'data'), 'x.json', '{'),
  ],
];
