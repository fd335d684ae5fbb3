import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { run } from '../../judges/process.ts';
import { applyObjects, kubectl } from '../rig/kubectl.ts';
import { startProgram, type Program } from '../rig/programs.ts';
import { addresses, endpoint, environmentOf, type Rig } from '../rig/rig.ts';
import { applyDefinitions, applyNamespace, untilAnswers } from './controller.ts';
import { deploy } from './deployment.ts';
import { controllerFolder, inPrivateRoot } from './private-root.ts';

const namespace = 'envoy-gateway-system';
const controllerName = 'gateway.envoyproxy.io/gatewayclass-controller';

/** The class of the Gateway that our bootstrap makes; here Envoy Gateway answers for it, which can be had. */
const className = 'nginx';

/** Starts the control plane of Envoy Gateway: it says of each route whether a Gateway takes it, and why not. */
export async function startEnvoyGateway(rig: Rig): Promise<Program> {
  await applyDefinitions(rig, 'gateway-api');
  await deploy(rig, {
    namespace,
    name: 'envoy-gateway',
    labels: { 'control-plane': 'envoy-gateway' },
  });
  const env = { ENVOY_GATEWAY_NAMESPACE: namespace };
  const program = startProgram(
    rig,
    'envoy-gateway',
    inPrivateRoot(
      rig,
      'envoy-gateway',
      { source: await makeCertificates(rig, env), target: '/certs' },
      [join(rig.programs, 'envoy-gateway'), 'server', '--config-path', writeSettings(rig)],
    ),
    env,
  );
  await untilAnswers(rig, program, `http://${endpoint(addresses.envoyGatewayHealth)}/healthz`);
  await applyObjects(rig, [
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GatewayClass',
      metadata: { name: className },
      spec: { controllerName },
    },
  ]);
  await kubectl(rig, [
    'wait',
    '--for=condition=Accepted',
    '--timeout=60s',
    `gatewayclass/${className}`,
  ]);
  return program;
}

function writeSettings(rig: Rig): string {
  const file = join(controllerFolder(rig, 'envoy-gateway'), 'settings.yaml');
  const settings = {
    apiVersion: 'gateway.envoyproxy.io/v1alpha1',
    kind: 'EnvoyGateway',
    gateway: { controllerName },
    provider: { type: 'Kubernetes', kubernetes: { leaderElection: { disable: true } } },
  };
  writeFileSync(file, stringify(settings));
  return file;
}

/** Makes the certificates between it and its proxies, as the job of its chart does, and gives their folder. */
async function makeCertificates(rig: Rig, env: Readonly<Record<string, string>>): Promise<string> {
  const command = [
    join(rig.programs, 'envoy-gateway'),
    'certgen',
    '--disable-topology-injector',
  ] as const;
  const { code, stdout, stderr } = await run(command, { env: { ...environmentOf(rig), ...env } });
  if (code !== 0) throw new Error(`${command.join(' ')}: ${stdout}${stderr}`);

  const secret = ['get', 'secret', 'envoy-gateway', '-n', namespace, '-o', 'json'];
  const { data } = JSON.parse(await kubectl(rig, secret)) as { data: Record<string, string> };
  const folder = controllerFolder(rig, 'envoy-gateway-certificates');
  for (const [file, value] of Object.entries(data))
    writeFileSync(join(folder, file), Buffer.from(value, 'base64'), { mode: 0o600 });
  return folder;
}

/**
 * Makes the Gateway that a service's routes name, as the platform's team
 * would have it: HTTPS for each host with a certificate from cert-manager,
 * open to routes of every namespace.
 */
export async function sharedGateway(
  rig: Rig,
  { namespace, name, hosts }: { namespace: string; name: string; hosts: readonly string[] },
): Promise<void> {
  const allowedRoutes = { namespaces: { from: 'All' } };
  await applyNamespace(rig, namespace);
  await applyObjects(rig, [
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: {
        name,
        namespace,
        annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt-prod' },
      },
      spec: {
        gatewayClassName: className,
        listeners: [
          { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes },
          ...hosts.map((hostname, index) => ({
            name: `https-${String(index + 1)}`,
            port: 443,
            protocol: 'HTTPS',
            hostname,
            tls: {
              mode: 'Terminate',
              certificateRefs: [{ kind: 'Secret', name: `${hostname}-tls` }],
            },
            allowedRoutes,
          })),
        ],
      },
    },
  ]);
}
