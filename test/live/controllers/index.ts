import { startArgoCd } from './argo-cd.ts';
import { startCertManager } from './cert-manager.ts';
import { startCloudNativePg } from './cloudnative-pg.ts';
import type { StartController } from './controller.ts';
import { startDapr } from './dapr.ts';
import { startEnvoyGateway } from './envoy-gateway.ts';
import { startIngressControllers } from './ingress.ts';
import { startIstio } from './istio.ts';
import { startPrometheusOperator } from './prometheus-operator.ts';
import { startSealedSecrets } from './sealed-secrets.ts';

/** The controllers of the live cluster. None waits for another, so they start side by side. */
export const controllers = {
  'argo-cd': startArgoCd,
  'cert-manager': startCertManager,
  'cloudnative-pg': startCloudNativePg,
  dapr: startDapr,
  'envoy-gateway': startEnvoyGateway,
  'ingress-controllers': startIngressControllers,
  istio: startIstio,
  'prometheus-operator': startPrometheusOperator,
  'sealed-secrets': startSealedSecrets,
} as const satisfies Readonly<Record<string, StartController>>;
