import * as z from 'zod';
import { dnsLabel } from './values.ts';

const gateway = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\/[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/, 'use <namespace>/<name>, like istio-system/public');

const tls = z.strictObject({
  issuer: dnsLabel.default('letsencrypt-prod').describe('cert-manager ClusterIssuer that signs the certificates'),
});

/** How traffic comes in: one back-end for the routes of all components. */
export const routing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('istio'), gateway: gateway.describe('Istio Gateway that receives the traffic') }),
  z.strictObject({ kind: z.literal('gateway-api'), gateway: gateway.describe('Gateway (gateway.networking.k8s.io) that receives the traffic') }),
  z.strictObject({
    kind: z.literal('ingress'),
    className: dnsLabel.default('nginx').describe('IngressClass; the timeouts and retries of routes are said to ingress-nginx'),
    controllerNamespace: dnsLabel.default('ingress-nginx').describe('Namespace of the controller, which the NetworkPolicies admit'),
    tls: tls.optional().describe('HTTPS with certificates from cert-manager; without it the hosts are served over plain HTTP'),
  }),
]);
