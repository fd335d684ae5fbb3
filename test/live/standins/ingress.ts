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

/** The ingress controllers that are played, by the names of their classes. */
const classes = ['nginx', 'traefik'];

/** Plays ingress controllers and the load balancers of a cloud: they answer with an address. */
export async function startIngress(rig: Rig): Promise<StandIn> {
  const api = connect(rig);
  const log = openLog(rig, 'ingress');
  for (const name of classes)
    await api.apply(`/apis/networking.k8s.io/v1/ingressclasses/${name}`, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name },
      spec: { controller: `rig.local/${name}` },
    });
  return together(
    entrances.map(({ path, isOurs }) =>
      control<Entrance>(
        { api, log },
        {
          path,
          act: async (object) => {
            if (isOurs(object) && !hasAddress(object)) await admit(api, path, object);
          },
        },
      ),
    ),
  );
}

/** What gets an address, and by whom it is given. */
const entrances = [
  {
    path: '/apis/networking.k8s.io/v1/ingresses',
    isOurs: ({ spec }: Entrance) => classes.includes(spec.ingressClassName ?? ''),
  },
  {
    path: '/api/v1/services',
    isOurs: ({ spec }: Entrance) => spec.type === 'LoadBalancer',
  },
];

const hasAddress = ({ status }: Entrance): boolean =>
  (status.loadBalancer?.ingress ?? []).length > 0;

async function admit(api: Api, path: string, { metadata }: Entrance): Promise<void> {
  const { namespace = '', name } = metadata;
  const [, resource = ''] = /([^/]+)$/.exec(path) ?? [];
  const group = path.slice(0, -resource.length - 1);
  await api.merge(`${group}/namespaces/${namespace}/${resource}/${name}/status`, {
    status: { loadBalancer: { ingress: [{ ip: address }] } },
  });
}
