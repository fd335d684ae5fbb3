import type { Program } from '../rig/programs.ts';
import type { Rig } from '../rig/rig.ts';
import { deploy } from './deployment.ts';

/** Deploys the ingress controllers for preflight and policies; their classes and addresses are a stand-in's. */
export async function startIngressControllers(rig: Rig): Promise<Program> {
  await deploy(
    rig,
    {
      namespace: 'ingress-nginx',
      name: 'ingress-nginx-controller',
      labels: { 'app.kubernetes.io/name': 'ingress-nginx' },
    },
    { namespace: 'traefik', name: 'traefik', labels: { 'app.kubernetes.io/name': 'traefik' } },
  );
  return { name: 'ingress-controllers', stop: () => Promise.resolve() };
}
