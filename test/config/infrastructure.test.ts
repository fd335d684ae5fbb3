import { expect, test } from 'vitest';
import { allocatableOf } from '../../src/config/rules/infrastructure/doctl.ts';
import { tryParse } from '../../src/config/parse/parse.ts';
import { aSystem } from '../bootstrap/plans.ts';

const made = (infrastructure: object, changes: object = {}): object => ({
  ...aSystem,
  ...changes,
  infrastructure: { ...aSystem.infrastructure, ...infrastructure },
});
const heavy = { requests: { cpu: '1', memory: '2Gi' }, limits: { cpu: '2', memory: '2Gi' } };

const rows: readonly (readonly [string, object, readonly string[]])[] = [
  [
    'more nodes at least than at most',
    made({ nodes: { min: 6 } }),
    ['infrastructure.nodes.max: 5 is less than the 6 nodes of min'],
  ],
  [
    'a size that says nothing',
    made({ nodes: { size: 'large' } }),
    ['infrastructure.nodes.size: invalid value "large": use a droplet size such as s-2vcpu-4gb'],
  ],
  [
    'TLS without an address',
    made({ email: undefined }),
    [
      'infrastructure.email: required: staging has TLS, and Let’s Encrypt needs an address for expiry notices',
    ],
  ],
  [
    'CI that deploys to another cluster',
    made({}, { delivery: { kind: 'push', cluster: { kind: 'doctl', name: 'other' } } }),
    [
      'delivery.cluster.name: CI would deploy to "other", but infrastructure creates the cluster "todo": use one name',
    ],
  ],
  [
    'production that sleeps',
    made({ sleep: { environments: ['production'] } }),
    [
      'infrastructure.sleep.environments.0: "production" is production, ' +
        'which cannot sleep; if it is not production, set ' +
        'environments.production.production to false',
    ],
  ],
  [
    'an unknown environment that sleeps',
    made({ sleep: { environments: ['stagin'] } }),
    [
      'infrastructure.sleep.environments.0: unknown environment "stagin" (known: staging, production)',
    ],
  ],
  [
    'sleep that Argo CD undoes',
    made({}, { delivery: { kind: 'argocd' } }),
    [
      'infrastructure.sleep: Argo CD would revert it, because it is not in git: ' +
        'use delivery { kind: "push" }, or omit sleep',
    ],
  ],
  [
    'a night without an end',
    made({ sleep: { environments: ['staging'], from: '08:00', to: '08:00' } }),
    ['infrastructure.sleep.to: must differ from "from": set the time when work begins'],
  ],
  [
    'a night that nobody sleeps',
    made(
      { sleep: {} },
      { environments: { live: { branch: 'main', deploy: 'on-push', production: true } } },
    ),
    [
      'infrastructure.sleep: no environment can sleep: every environment of this cluster is production',
    ],
  ],
  [
    'a cluster that nothing runs in',
    made(
      { sleep: undefined },
      {
        environments: {
          live: {
            branch: 'main',
            deploy: 'on-push',
            production: true,
            cluster: 'https://other.example.com',
          },
        },
      },
    ),
    [
      'infrastructure: creates a cluster that no environment uses: omit cluster in one of them, or omit infrastructure',
    ],
  ],
  [
    'environments that do not fit the nodes together, though each does',
    made(
      { nodes: { size: 's-2vcpu-4gb', min: 1, max: 2 } },
      {
        components: {
          ...aSystem.components,
          backend: { ...aSystem.components.backend, resources: heavy },
        },
        dataStores: {},
      },
    ),
    [
      'infrastructure.nodes: staging and production request at least 3.3 CPU, 6.38 GiB, ' +
        'but 2 nodes of size s-2vcpu-4gb have 3.8 CPU, 5 GiB for pods: ' +
        'raise max, use a larger size, or lower the requests',
    ],
  ],
];

test.each(rows)('%s is refused with path and reason', (_, input, issues) => {
  const outcome = tryParse(input);
  const found =
    'issues' in outcome
      ? outcome.issues
          .filter(({ path }) => path.startsWith('infrastructure') || path.startsWith('delivery'))
          .map(({ path, message }) => `${path}: ${message}`)
      : [];
  expect(found).toEqual(issues);
});

test('what fits is accepted, and sleep is for all that are not production unless it names some', () => {
  const outcome = tryParse(made({ sleep: {} }));
  expect('issues' in outcome ? outcome.issues : []).toEqual([]);
});

test.each([
  ['s-2vcpu-4gb', { cpu: 1900, memory: 2560 }],
  ['c-4', { cpu: 3900, memory: 6144 }],
  ['so1_5-4vcpu-32gb-intel', { cpu: 3900, memory: 28672 }],
])('a node of size %s has room for %o', (size, room) => {
  expect(allocatableOf(size)).toEqual(room);
});
