import { at, listAt } from './model.ts';
import { type Breach, set, rule, one, annotate, remove, without, policy } from './planting.ts';

/** Breaches of what holds of traffic. */
export const trafficBreaches: readonly Breach[] = [
  [
    'routesLead',
    /leads to nowhere:80/,
    (model) => set(at(rule(model, 0), 'route', 0, 'destination'), 'host', 'nowhere'),
  ],
  [
    'routesLead',
    /leads to orders-api:9/,
    (model) => set(at(rule(model, 0), 'route', 0, 'destination', 'port'), 'number', 9),
  ],
  [
    'routesLead',
    /P09/,
    (model) =>
      set(
        at(one(model, 'VirtualService'), 'spec'),
        'http',
        [...listAt(one(model, 'VirtualService'), 'spec', 'http')].reverse(),
      ),
  ],
  [
    'routesLead',
    /P08/,
    (model) => set(rule(model, 1), 'retries', { attempts: 3, perTryTimeout: '30s' }),
  ],
  [
    'hostsAreServed',
    /other hosts/,
    (model) => set(at(one(model, 'VirtualService'), 'spec'), 'hosts', ['other.example.com']),
  ],
  [
    'hostsAreServed',
    /answers \/mcp by .* within 30000 ms, .* not \/mcp of orders-api within 21600000 ms/,
    (model) => set(rule(model, 0), 'timeout', '30s'),
  ],
  [
    'hostsAreServed',
    /P04/,
    (model) => set(at(one(model, 'VirtualService'), 'spec'), 'gateways', ['mesh']),
  ],
  [
    'routesLead',
    /leads to nowhere:80/,
    (model) =>
      set(
        at(
          one(model, 'Ingress', 'orders-api'),
          'spec',
          'rules',
          0,
          'http',
          'paths',
          0,
          'backend',
          'service',
        ),
        'name',
        'nowhere',
      ),
    'ingress',
  ],
  [
    'routesLead',
    /P08/,
    (model) =>
      annotate(
        one(model, 'Ingress', 'orders-api'),
        'nginx.ingress.kubernetes.io/proxy-read-timeout',
        '10',
      ),
    'ingress',
  ],
  [
    'hostsAreServed',
    /answers \/mcp by \/mcp of orders-api within 0 ms, 2 retries/,
    (model) =>
      remove(
        at(one(model, 'Ingress', 'orders-api.mcp'), 'metadata', 'annotations'),
        'nginx.ingress.kubernetes.io/proxy-next-upstream',
      ),
    'ingress',
  ],
  [
    'hostsAreServed',
    /answers \/mcp by .* not \/mcp of orders-api/,
    (model) => without(model, 'Ingress', 'orders-api.mcp'),
    'ingress',
  ],
  [
    'hostsAreServed',
    /other hosts/,
    (model) =>
      set(
        at(one(model, 'Ingress', 'orders-api.mcp'), 'spec', 'rules', 0),
        'host',
        'other.example.com',
      ),
    'ingress',
  ],
  [
    'hostsAreServed',
    /P04/,
    (model) => set(one(model, 'Ingress')['spec'], 'ingressClassName', 'haproxy'),
    'ingress',
  ],
  ['certificatesAreServed', /0 certificates/, (model) => without(model, 'Certificate'), 'ingress'],
  [
    'certificatesAreServed',
    /exactly the hosts/,
    (model) => set(one(model, 'Certificate')['spec'], 'dnsNames', ['other.example.com']),
    'ingress',
  ],
  [
    'certificatesAreServed',
    /does not serve/,
    (model) => remove(one(model, 'Ingress', 'orders-api.mcp')['spec'], 'tls'),
    'ingress',
  ],
  [
    'networkBreaches',
    /gateway cannot reach orders-api/,
    (model) => set(policy(model, 'api')['spec'], 'ingress', []),
    'ingress',
  ],
  [
    'schemaErrors',
    /pathTipe/,
    (model) =>
      set(at(one(model, 'Ingress'), 'spec', 'rules', 0, 'http', 'paths', 0), 'pathTipe', 'Prefix'),
    'ingress',
  ],
  [
    'routesLead',
    /leads to orders-api:9/,
    (model) => set(at(one(model, 'HTTPRoute'), 'spec', 'rules', 0, 'backendRefs', 0), 'port', 9),
    'gateway-api',
  ],
  [
    'routesLead',
    /P09/,
    (model) =>
      set(
        at(one(model, 'HTTPRoute'), 'spec'),
        'rules',
        [...listAt(one(model, 'HTTPRoute'), 'spec', 'rules')].reverse(),
      ),
    'gateway-api',
  ],
  [
    'hostsAreServed',
    /answers \/mcp by .* not \/mcp of orders-api/,
    (model) => remove(at(one(model, 'HTTPRoute'), 'spec', 'rules', 0), 'timeouts'),
    'gateway-api',
  ],
  [
    'hostsAreServed',
    /other hosts/,
    (model) => set(at(one(model, 'HTTPRoute'), 'spec'), 'hostnames', ['other.example.com']),
    'gateway-api',
  ],
  [
    'hostsAreServed',
    /P04/,
    (model) => set(at(one(model, 'HTTPRoute'), 'spec', 'parentRefs', 0), 'name', 'private'),
    'gateway-api',
  ],
  [
    'networkBreaches',
    /gateway cannot reach orders-api/,
    (model) => set(policy(model, 'api')['spec'], 'ingress', []),
    'gateway-api',
  ],
  [
    'schemaErrors',
    /retry/,
    (model) => set(at(one(model, 'HTTPRoute'), 'spec', 'rules', 0), 'retry', { attempts: 2 }),
    'gateway-api',
  ],
  [
    'networkBreaches',
    /orders-worker cannot reach dapr:50001/,
    (model) => set(policy(model, 'worker')['spec'], 'egress', []),
  ],
  [
    'networkBreaches',
    /prometheus cannot reach orders-api/,
    (model) => set(policy(model, 'api')['spec'], 'ingress', []),
  ],
  [
    'networkBreaches',
    /orders-api cannot reach orders-worker/,
    (model) => set(policy(model, 'worker')['spec'], 'ingress', []),
  ],
  [
    'networkBreaches',
    /orders-api cannot reach dns:53/,
    (model) => set(policy(model, 'api')['spec'], 'egress', []),
  ],
  [
    'networkBreaches',
    /gateway cannot reach orders-api/,
    (model) => set(policy(model, 'api')['spec'], 'ingress', []),
  ],
  [
    'networkBreaches',
    /nobody declares gateway>orders-api:22/,
    (model) => set(policy(model, 'api')['spec'], 'ingress', [{}]),
  ],
  ['schemaErrors', /additional/, (model) => set(one(model, 'Cluster')['spec'], 'instancez', 3)],
  ['schemaErrors', /type/, (model) => set(one(model, 'Deployment')['spec'], 'replicas', 'two')],
];
