import { applyObjects } from '../rig/kubectl.ts';
import type { Program } from '../rig/programs.ts';
import type { Rig } from '../rig/rig.ts';
import { deploy } from './deployment.ts';

/** Has the classes of Ingresses. What routes their traffic is a load balancer, and a stand-in. */
export async function startIngressControllers(rig: Rig): Promise<Program> {
  await deploy(
    rig,
    {
      namespace: 'ingress-nginx',
      name: 'ingress-nginx-controller',
      labels: { 'app.kubernetes.io/name': 'ingress-nginx' },
    },
    {
      namespace: 'traefik',
      name: 'traefik',
      labels: { 'app.kubernetes.io/name': 'traefik' },
    },
  );
  await applyObjects(rig, [
    classOf('nginx', 'k8s.io/ingress-nginx'),
    classOf('traefik', 'traefik.io/ingress-controller'),
  ]);
  return { name: 'ingress-controllers', stop: () => Promise.resolve() };
}

const classOf = (name: string, controller: string) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name },
  spec: { controller },
});
