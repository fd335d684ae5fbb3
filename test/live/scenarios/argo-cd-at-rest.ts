import { staysSynced, waitForApplication } from '../controllers/application.ts';
import { sharedGateway } from '../controllers/envoy-gateway.ts';
import { connect } from '../rig/api.ts';
import { kubectl } from '../rig/kubectl.ts';
import { until } from '../rig/programs.ts';
import type { Scenario } from '../scenario.ts';
import { untilRuns } from './argo-cd/pods.ts';
import {
  applyApplication,
  customize,
  deployedAs,
  imageOf,
  makeService,
  sealSecrets,
} from './argo-cd/service.ts';

const name = 'resting';
const hosts = [`${name}.example.com`];
const gateway = { namespace: `${name}-gateways`, name: 'public', hosts };
const image = imageOf('1.0.0', '1');

/** A service with as many kinds of objects as one can have: what is as git says stays, what is not is brought back. */
export const atRest: Scenario = {
  name: 'argo-cd: at rest and healed',
  proves:
    'With every feature switched on, an Application stays Synced however Argo CD compares it; ' +
    'an image that is edited and a Service that is deleted by hand come back.',
  fault: {
    breaks: 'a role of the database without the defaults that the API server adds to it',
    says: /does not stay Synced, compared without ServerSideDiff=true[^]*Cluster\/postgres/,
  },
  run: async (stage) => {
    const { rig } = stage;
    const clone = await stage.step('makes the repository', () =>
      makeService(
        stage,
        {
          name,
          repository: `https://github.com/acme/${name}`,
          components: {
            api: {
              metrics: {},
              secretEnv: ['API_KEY'],
              autoscaling: { min: 2, max: 3, memory: 80 },
            },
          },
          dataStores: {
            postgres: { kind: 'postgres', pooler: {} },
            redis: { kind: 'redis' },
          },
          environments: {
            dev: { branch: 'dev', deploy: 'on-push', hosts },
          },
          routing: { kind: 'gateway-api', gateway: `${gateway.namespace}/${gateway.name}` },
          monitoring: { kind: 'prometheus' },
        },
        ['dev'],
      ),
    );
    const { application, namespace } = deployedAs(clone, 'dev');
    const api = { namespace, name };
    stage.watches(namespace);
    stage.reads('argocd-application-controller');
    await stage.plant(() => {
      const managed = { roles: [{ name: 'reader' }] };
      const database = { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', name: 'postgres' };
      customize(clone, 'dev', [{ ...database, spec: { managed } }]);
    });
    await stage.step('is Synced and Healthy', async () => {
      await sharedGateway(rig, gateway);
      await sealSecrets(clone, 'dev');
      await clone.gitops('set-image', 'dev', `api=${image}`);
      const commit = await clone.push('feat: first image', 'dev');
      await applyApplication(rig, clone, 'dev', { commit });
    });
    await stage.step('stays Synced', () => staysSynced(rig, application));
    await stage.step('brings an image back', async () => {
      await kubectl(rig, ['set', 'image', `deployment/${name}`, 'api=edited:1', '-n', namespace]);
      await untilRuns(rig, api, image);
    });
    await stage.step('brings a Service back', async () => {
      await kubectl(rig, ['delete', 'service', name, '-n', namespace]);
      const service = `/api/v1/namespaces/${namespace}/services/${name}`;
      await until(`Service ${name} is back`, () => connect(rig).get(service));
    });
    await stage.step('stays Synced after that too', async () => {
      await waitForApplication(rig, application);
      await staysSynced(rig, application);
    });
  },
};
