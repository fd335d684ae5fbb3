import { paths } from '../../plan/paths.ts';
import type { Plan } from '../../plan/plan.ts';
import { Commented, type FileSpec, type Value } from '../../render/spec.ts';
import { messagingOf } from '../messaging/index.ts';
import { componentService } from './component-service.ts';
import { localPorts } from '../../plan/local-ports.ts';
import { localService, volumeOf, type LocalStore } from '../../stores/local.ts';

/**
 * The stores on this machine as the config says them without an
 * environment, and the components behind the profile `app`.
 */
export function composeFile(plan: Plan): FileSpec {
  const { workloads, messaging } = plan.local;
  const ports = localPorts(plan);
  const services: Readonly<Record<string, Value>> = {
    ...Object.fromEntries(
      ports.stores.map(({ store, port }) => [storeName(store), localService(store, port)]),
    ),
    ...Object.fromEntries(
      workloads.map((workload) => [
        workload.component.objectName,
        componentService(workload, {
          storeName,
          port: ports.components.get(workload.component) ?? workload.component.port,
        }),
      ]),
    ),
  };
  return {
    path: paths.compose,
    content: {
      kind: 'yaml',
      documents: [
        {
          name: new Commented(plan.service.name, {
            before: [
              'For local development only.',
              ...(ports.stores.length === 0
                ? []
                : ['Data stores: docker compose up --detach --wait']),
              'The service: docker compose --profile app up --build',
              ...messagingOf(messaging).localNotes,
            ].join('\n'),
          }),
          services,
          ...(ports.stores.length === 0
            ? {}
            : {
                volumes: Object.fromEntries(ports.stores.map(({ store }) => [volumeOf(store), {}])),
              }),
        },
      ],
    },
    ownership: { kind: 'managed' },
    executable: false,
    origin: { feature: 'compose', keys: ['components', 'dataStores'] },
  };
}

/** Never the name of a component: a store and a component may be called alike. */
const storeName = (store: LocalStore): string => `store-${store.key}`;
