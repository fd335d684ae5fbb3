import type { change, Case } from './cases.ts';
import type { Tree } from './configs.ts';

type Cases = (of: typeof change) => Readonly<Record<string, Case>>;

const elsewhere = (keys: Tree): Tree => ({ dataStores: { db: { kind: 'external', ...keys } } });
const made = (keys: Tree): Tree => ({ infrastructure: { kind: 'doctl', ...keys } });

/** Cases about what others run. */
export const outsideCases: Cases = (of) => ({
  'outside-address-changed': of(
    elsewhere({ cidr: '10.0.0.5/32' }),
    elsewhere({ cidr: '10.0.0.6/32' }),
    /address of data store db: 10.0.0.5\/32 becomes 10.0.0.6\/32/,
    // The old one stays open.
    [elsewhere({ cidr: '10.0.0.5/32' }), elsewhere({ cidr: '10.0.0.0/24' })],
  ),
});

/** Cases about the cluster that is made. */
export const infrastructureCases: Cases = (of) => ({
  'infrastructure-replaced': of(
    made({}),
    made({ region: 'fra1' }),
    /cluster orders in nyc1 becomes orders in fra1/,
    [{}, made({})],
  ),
  'infrastructure-volume-kept': of(
    made({}),
    made({ logs: { storage: '50Gi' } }),
    /volume of Loki: 20Gi becomes 50Gi/,
    [made({}), made({ logs: { retention: '60d' } })],
  ),
  'infrastructure-nodes-kept': of(
    made({}),
    made({ nodes: { max: 9 } }),
    /nodes s-2vcpu-4gb, 3 to 5 become s-2vcpu-4gb, 3 to 9/,
    [made({}), made({ email: 'ops@example.com' })],
  ),
});
