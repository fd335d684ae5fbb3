import { connect, type Api, type LiveObject } from '../rig/api.ts';
import type { Rig } from '../rig/rig.ts';
import { control } from './control.ts';
import { openLog, together, type StandIn } from './stand-in.ts';

interface Entrance extends LiveObject {
  readonly spec: { readonly ingressClassName?: string; readonly type?: string };
  readonly status: { readonly loadBalancer?: { readonly ingress?: readonly unknown[] } };
}

/** The address that whatever is to be reached from outside gets; nothing is sent there. */
const address = '203.0.113.7';

/** The classes of Ingresses that a cluster has. */
const classes = ['nginx', 'traefik'];

const classPath = (name: string): string => `/apis/networking.k8s.io/v1/ingressclasses/${name}`;

/** Plays ingress controllers and the load balancers of a cloud: they answer with an address. */
export async function startIngress(rig: Rig): Promise<StandIn> {
  const api = connect(rig);
  const log = openLog(rig, 'ingress');
  for (const name of classes)
    await api.apply(classPath(name), {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name },
      spec: { controller: `rig.local/${name}` },
    });
  return together(
    entrances.map((entrance) =>
      control<Entrance>(
        { api, log },
        {
          path: `${entrance.group}/${entrance.resource}`,
          act: (object) => admit(api, entrance, object),
        },
      ),
    ),
  );
}

/** What gets an address: an Ingress of a class that is there, and a Service that asks for it. */
const entrances = [
  {
    group: '/apis/networking.k8s.io/v1',
    resource: 'ingresses',
    isOurs: (api: Api, { spec }: Entrance) => hasClass(api, spec.ingressClassName),
  },
  {
    group: '/api/v1',
    resource: 'services',
    isOurs: (_: Api, { spec }: Entrance) => Promise.resolve(spec.type === 'LoadBalancer'),
  },
];

const hasClass = async (api: Api, name: string | undefined): Promise<boolean> =>
  name !== undefined && (await api.get(classPath(name))) !== undefined;

async function admit(
  api: Api,
  { group, resource, isOurs }: (typeof entrances)[number],
  object: Entrance,
): Promise<void> {
  const { namespace = '', name } = object.metadata;
  const given = object.status.loadBalancer?.ingress ?? [];
  if (given.length > 0 || !(await isOurs(api, object))) return;
  await api.merge(`${group}/namespaces/${namespace}/${resource}/${name}/status`, {
    status: { loadBalancer: { ingress: [{ ip: address }] } },
  });
}
