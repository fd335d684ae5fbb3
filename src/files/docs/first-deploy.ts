import { deployWorkflow, paths } from '../../plan/paths.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { text } from '../text.ts';
import type { Document } from './document.ts';
import { bullets, code, table } from './markdown.ts';
import { rolloutStatus, shell } from './runbooks/commands.ts';
import { secretRows } from './tables.ts';

/** Everything that is done once, in order. */
export function firstDeploy(plan: Plan): Document {
  const { service, delivery, sealing, environments, components } = plan;
  const registry = components[0]?.image.repository.split('/')[0] ?? '';
  const [first] = environments;
  return {
    path: paths.firstDeploy,
    template: 'first-deploy.md',
    values: {
      name: service.name, url: service.repository.url, project: delivery.project,
      appProject: paths.appProject, githubSetup: paths.githubSetupScript, secure: paths.secureSecretsScript, registry,
      prerequisites: table(['In the cluster', 'Needed for', 'Is it there?'], prerequisites(plan)),
      branches: shell(...environments.map(({ branch }) => `git push origin HEAD:refs/heads/${branch}`)),
      certificates: shell(...environments.map(({ name }) => `kubeseal --fetch-cert --controller-name ${sealing.controllerName} --controller-namespace ${sealing.controllerNamespace} > ${paths.sealingCertificate(name)}`)),
      environments: environments.map((environment) => sectionOf(environment)),
      firstBranch: first?.branch ?? '', firstWorkflow: `${deployWorkflow(first?.name ?? '')}.yaml`, firstRelease: paths.release(first?.name ?? ''),
      promotions: environments.length > 1 ? text('docs/first-deploy-promotion.md', { rest: environments.slice(1).map(({ name }) => name).join(', then ') }) : '',
      apply: shell(...(delivery.rootApp ? [`kubectl apply -f ${paths.rootApp}`] : environments.map(({ name }) => `kubectl apply -f ${paths.application(name)}`))),
      rootBranch: delivery.rootApp ? text('docs/first-deploy-root-app.md', { rootApp: paths.rootApp, branch: environments.at(-1)?.branch ?? '' }) : '',
      watch: shell(...environments.slice(0, 1).flatMap((environment) => [`argocd app wait ${environment.application} --sync --health --timeout 600`, ...rolloutStatus(environment)])),
      hosts: bullets(environments.flatMap(({ hosts, workloads }) => hosts.map((host) => code(`curl --fail https://${host}${workloads[0]?.component.ready.path ?? '/'}`)))),
    },
  };
}

const sectionOf = (environment: EnvironmentPlan) => ({
  name: environment.name,
  folder: paths.overlay(environment.name, 'secrets'),
  script: paths.sealScript(environment.name),
  secure: paths.secureSecretsScript,
  secretTable: table(...secretRows(environment)),
});

function prerequisites({ environments, delivery, sealing }: Plan): readonly (readonly string[])[] {
  const stores = environments.flatMap((environment) => environment.stores);
  const postgres = stores.flatMap((store) => (store.kind === 'postgres' ? [store] : []));
  const gateways = new Set(environments.flatMap(({ routing }) => (routing.kind === 'istio' ? [routing.gateway] : [])));
  return [
    ['Argo CD 3.2 or newer', 'delivery', code(`kubectl get deployments -n ${delivery.namespace}`)],
    ['Sealed Secrets controller', 'secrets', code(`kubectl get -n ${sealing.controllerNamespace} service/${sealing.controllerName}`)],
    ...(postgres.length === 0 ? [] : [['CloudNativePG', 'PostgreSQL', code('kubectl get crd clusters.postgresql.cnpg.io')]]),
    ...(postgres.every(({ backup }) => backup.kind === 'none') ? [] : [['Barman Cloud plugin of CloudNativePG', 'backups', code('kubectl get crd objectstores.barmancloud.cnpg.io')]]),
    ...environments.flatMap(({ routing, hosts }) => (routing.kind === 'istio' ? hosts.map((host) => [`DNS name and certificate of ${code(host)} at the gateway`, 'traffic from outside', code(`curl --head https://${host}`)]) : [])),
    ...[...gateways].map((gateway) => [`Istio gateway ${code(gateway)}`, 'traffic from outside', code(`kubectl get gateways.networking.istio.io -n ${gateway.replace('/', ' ')}`)]),
  ];
}
