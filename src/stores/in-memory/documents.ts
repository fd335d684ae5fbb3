import { code } from '../../render/markdown.ts';
import type { StoreDocuments } from '../documents.ts';
import type { Flavour } from './flavour.ts';
import type { InMemoryPlan } from './plan.ts';

/** What the documents say of such a server. */
export const documentsOf = ({ title, cli }: Flavour): StoreDocuments<InMemoryPlan> => ({
  cells: ({ objectName, eviction, endpoint, maxMemory }) => [
    code(objectName),
    `${title}, ${eviction}`,
    code(`${endpoint.host}:${endpoint.port}`),
    `${maxMemory} of memory`,
    '–',
  ],
  incident: ({ objectName }, namespace) => ({
    name: code(objectName),
    look: code(`kubectl get -n ${namespace} deployment/${objectName}`),
    afterwards: '',
  }),
  rotation: undefined,
  lastCopy: ({ objectName }, { name, namespace }) => ({
    copy: [
      `kubectl exec -n ${namespace} deployment/${objectName} -- ${cli} save`,
      `kubectl exec -n ${namespace} deployment/${objectName} -- cat /data/dump.rdb >${objectName}-${name}.rdb`,
    ],
    elsewhere: '',
  }),
  pages: [],
});
