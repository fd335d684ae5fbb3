import { expect, test } from 'vitest';
import { allocatableOf } from '../../src/config/rules/capacity.ts';
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
    ['infrastructure.nodes.size: use a droplet size like s-2vcpu-4gb'],
  ],
  [
    'TLS without an address',
    made({ email: undefined }),
    [
      'infrastructure.email: is missing: staging has TLS, and Let’s Encrypt wants an ' +
        'address to write to before a certificate ends',
    ],
  ],
  [
    'CI that deploys to another cluster',
    made({}, { delivery: { kind: 'push', cluster: { kind: 'doctl', name: 'other' } } }),
    [
      'delivery.cluster.name: CI would deploy to "other", but infrastructure makes the cluster "todo": use one name',
    ],
  ],
  [
    'production that sleeps',
    made({ sleep: { environments: ['production'] } }),
    [
      'infrastructure.sleep.environments.0: "production" is production, ' +
        'which never sleeps; set environments.production.production to false if it is not',
    ],
  ],
  [
    'an unknown environment that sleeps',
    made({ sleep: { environments: ['stagin'] } }),
    [
      'infrastructure.sleep.environments.0: there is no environment "stagin" (known: staging, production)',
    ],
  ],
  [
    'sleep that Argo CD undoes',
    made({}, { delivery: { kind: 'argocd' } }),
    [
      'infrastructure.sleep: Argo CD would wake the environment at once, ' +
        'because it undoes what git does not say: use delivery { kind: "push" }, ' +
        'or leave sleep out',
    ],
  ],
  [
    'a night without an end',
    made({ sleep: { environments: ['staging'], from: '08:00', to: '08:00' } }),
    ['infrastructure.sleep.to: is the same as from: name the time when work begins'],
  ],
  [
    'a night that nobody sleeps',
    made(
      { sleep: {} },
      { environments: { live: { branch: 'main', deploy: 'on-push', production: true } } },
    ),
    ['infrastructure.sleep: nobody would sleep: every environment of this cluster is production'],
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
      'infrastructure: makes a cluster that no environment runs in: leave out the cluster of one, or infrastructure',
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
      'infrastructure.nodes: staging and production ask for 3.3 CPU, ' +
        '6.38 GiB at the least, but 2 nodes of size s-2vcpu-4gb have 3.8 CPU, ' +
        '5 GiB for pods: raise max, take a larger size, or lower requests',
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
