import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { parseConfig } from '../../../src/config/parse/parse.ts';
import type { EnvironmentPlan } from '../../../src/plan/plan.ts';
import { inParallel } from '../../judges/parallel.ts';
import { modelOf, type Plain } from '../../laws/model.ts';
import { makePlan } from '../../plan/make-plan.ts';
import { sharedGateway } from '../controllers/envoy-gateway.ts';
import { analyzeIstio } from '../controllers/istio.ts';
import {
  applyTo,
  placedIn,
  refuse,
  restrictedNamespace,
  type Cluster,
} from '../environments/apply.ts';
import { servedBy } from '../environments/served.ts';
import { differencesOfStored } from '../environments/stored.ts';
import { untilIssued, untilWorking } from '../environments/working.ts';
import { connect } from '../rig/api.ts';
import { applyObjects, kubectl } from '../rig/kubectl.ts';
import type { Rig } from '../rig/rig.ts';
import type { Scenario } from '../scenario.ts';

const gateways = 'operators-gateways';

const databases = {
  pooled: { kind: 'postgres', instances: 2, pooler: {} },
  backed: {
    kind: 'postgres',
    backup: { kind: 'object-store', destination: 's3://operators/db' },
  },
} as const;

/** A service behind each kind of routing, in a namespace of its name. */
const kinds = {
  'operators-gateway-api': {
    routing: { kind: 'gateway-api', gateway: `${gateways}/public` },
    dataStores: { db: databases.pooled },
  },
  'operators-ingress': {
    routing: { kind: 'ingress', tls: {} },
    dataStores: { db: databases.backed },
  },
  'operators-istio': {
    routing: { kind: 'istio', gateway: `${gateways}/public` },
    dataStores: {},
  },
} as const;

const hostOf = (name: string): string => `${name}.example.com`;

/** That operators do with our objects what they are for, and leave them as they are written. */
export const operatorsWork: Scenario = {
  name: 'operators: routes, certificates, databases',
  proves:
    'The operators take our objects: HTTPRoutes are attached to the Gateway of the platform, ' +
    'certificates are issued, a database and its pooler are healthy, one with a backup waits ' +
    'for the plugin alone, alert rules are accepted, and `istioctl analyze` finds no error. ' +
    'What they work on stays as it is written.',
  fault: {
    breaks: 'an HTTPRoute that names a Gateway that is not there',
    says: /HTTPRoute\/operators-gateway-api works: not within/,
  },
  run: async (stage) => {
    const { rig } = stage;
    stage.reads('cloudnative-pg');
    const api = connect(rig);
    const cluster = { api, served: servedBy(api) };
    const seconds = stage.proving ? 10 : 90;
    await stage.step('makes the Gateway of the platform', () =>
      sharedGateway(rig, {
        namespace: gateways,
        name: 'public',
        hosts: [hostOf('operators-gateway-api')],
      }),
    );
    let services = Object.entries(kinds).map(([name, kind]) => serviceOf(name, kind));
    await stage.plant(() => void (services = services.map(withoutGateway)));

    await stage.step('applies a service behind each kind of routing', () =>
      inParallel(3, services, (service) => apply(rig, cluster, service)),
    );
    await stage.step('routes are attached, databases are healthy', () =>
      untilWorking(
        cluster,
        services.flatMap(({ name: namespace, objects }) =>
          objects.map((object) => ({ object, namespace })),
        ),
        seconds,
      ),
    );
    await stage.step('certificates are issued', async () => {
      for (const [namespace, name, of] of [
        ['operators-ingress', 'operators-ingress-tls', 'operators-ingress'],
        [gateways, `${hostOf('operators-gateway-api')}-tls`, 'operators-gateway-api'],
      ] as const)
        await untilIssued(cluster, { namespace, name, host: hostOf(of) }, seconds);
    });
    await stage.step('istioctl analyze finds no error', () => analyze(rig, cluster, services));
    await stage.step('everything is as it was written', async () => {
      const found = await inParallel(3, services, ({ name: namespace, objects }) =>
        inParallel(4, objects, (object) => differencesOfStored(cluster, { object, namespace })),
      );
      refuse(found.flat(2));
    });
    const namespaces = [gateways, ...services.map(({ name }) => name)];
    await kubectl(rig, ['delete', 'namespace', '--wait=false', ...namespaces]);
  },
};

interface Service {
  readonly name: string;
  readonly environment: EnvironmentPlan;
  readonly objects: readonly Plain[];
}

function serviceOf(name: string, kind: (typeof kinds)[keyof typeof kinds]): Service {
  const plan = makePlan(
    parseConfig({
      name,
      repository: 'https://github.com/acme/operators',
      components: { api: { replicas: 2, metrics: {}, routes: [{ path: '/' }] } },
      environments: { dev: { branch: 'main', deploy: 'on-push', hosts: [hostOf(name)] } },
      ...kind,
      monitoring: { kind: 'prometheus', alerts: { latency: '2s' }, slack: { channel: '#alerts' } },
    }),
  );
  const [environment] = plan.environments;
  if (environment === undefined) throw new Error(`${name} has no environment`);
  return { name, environment, objects: modelOf(plan, environment).objects };
}

async function apply(rig: Rig, cluster: Cluster, service: Service): Promise<void> {
  const { name: namespace, environment, objects } = service;
  await restrictedNamespace(cluster.api, namespace);
  await applyObjects(
    rig,
    environment.secrets.map(({ name, type, keys }) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace },
      type,
      stringData: Object.fromEntries(keys.map(({ key, blank }) => [key, blank])),
    })),
  );
  for (const object of objects)
    refuse((await applyTo(cluster, 'apply', { object, namespace })).complaints);
}

/** Has Istio's analyzers read the service behind Istio, with the Gateway that the platform would have. */
async function analyze(rig: Rig, { served }: Cluster, services: readonly Service[]): Promise<void> {
  const name = 'operators-istio';
  const objects = services.find((service) => service.name === name)?.objects ?? [];
  const gateway = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: { name: 'public', namespace: gateways },
    spec: {
      selector: { istio: 'ingressgateway' },
      servers: [
        { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: [`*/${hostOf(name)}`] },
      ],
    },
  };
  const placed = await inParallel(1, objects, (object) => placedIn(served, object, name));
  const folder = join(rig.folder, 'analyzed');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, [gateway, ...placed].map((object) => stringify(object)).join('---\n'));
  refuse((await analyzeIstio(rig, [file])).filter((line) => line.startsWith('Error')));
}

const withoutGateway = (service: Service): Service => ({
  ...service,
  objects: service.objects.map((object): Plain =>
    object['kind'] === 'HTTPRoute'
      ? JSON.parse(JSON.stringify(object).replaceAll('"name":"public"', '"name":"nobody"'))
      : object,
  ),
});
