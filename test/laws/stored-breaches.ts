import { at, listAt } from './model.ts';
import { container, one, remove, set, type Breach } from './planting.ts';

/** Breaches of what a server stores: defaults left out, quantities spelt otherwise, what is empty. */
export const storedBreaches: readonly Breach[] = [
  [
    'unstored',
    /plugins\/0\/enabled is left out: the API server writes true/,
    (model) => remove(listAt(one(model, 'Cluster'), 'spec', 'plugins')[0], 'enabled'),
  ],
  [
    'unstored',
    /externalClusters\/0\/plugin\/isWALArchiver is left out/,
    (model) =>
      set(one(model, 'Cluster')['spec'], 'externalClusters', [
        { name: 'origin', plugin: { name: 'a', enabled: true } },
      ]),
  ],
  [
    'unstored',
    /metricRelabelings\/0\/action is left out: the API server writes "replace"/,
    (model) =>
      set(listAt(one(model, 'ServiceMonitor'), 'spec', 'endpoints')[0], 'metricRelabelings', [
        { targetLabel: 'a' },
      ]),
  ],
  [
    'unstored',
    /backendRefs\/0\/weight is left out: the API server writes 1/,
    (model) =>
      remove(
        listAt(listAt(one(model, 'HTTPRoute'), 'spec', 'rules')[0], 'backendRefs')[0],
        'weight',
      ),
    'gateway-api',
  ],
  [
    'unstored',
    /rules\/0\/matches is left out/,
    (model) => remove(listAt(one(model, 'HTTPRoute'), 'spec', 'rules')[0], 'matches'),
    'gateway-api',
  ],
  [
    'unstored',
    /requests\/cpu is 0.5: a server writes 500m/,
    (model) => set(at(one(model, 'Cluster'), 'spec', 'resources', 'requests'), 'cpu', '0.5'),
  ],
  [
    'unstored',
    /limits\/memory is 1024Mi: a server writes 1Gi/,
    (model) => set(at(container(model), 'resources', 'limits'), 'memory', '1024Mi'),
  ],
  [
    'unstored',
    /resourceFieldRef\/divisor is left out: the API server writes "0"/,
    (model) =>
      set(container(model), 'env', [
        { name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
      ]),
  ],
  [
    'unstored',
    /volumeClaimTemplates\/0\/kind is left out/,
    (model) =>
      set(one(model, 'Deployment')['spec'], 'volumeClaimTemplates', [{ apiVersion: 'v1' }]),
  ],
  [
    'unstored',
    /parameters is empty/,
    (model) => set(one(model, 'Cluster')['spec'], 'postgresql', { parameters: {} }),
  ],
  [
    'unstored',
    /annotations is empty/,
    (model) => set(one(model, 'Service')['metadata'], 'annotations', {}),
  ],
  [
    'unstored',
    /spec\/egress is empty/,
    (model) => set(one(model, 'NetworkPolicy')['spec'], 'egress', []),
  ],
  [
    'unstored',
    /no stored form of example.com\/v1 Service is known/,
    (model) => set(one(model, 'Service'), 'apiVersion', 'example.com/v1'),
  ],
];
