import * as z from 'zod';
import { byKind, type ByKind } from '../../domain/member.ts';
import { dnsLabel } from '../../domain/values.ts';

const gateway = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\/[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/,
    'use <namespace>/<name>, such as istio-system/public',
  );

const tls = z.strictObject({
  issuer: dnsLabel
    .default('letsencrypt-prod')
    .describe('cert-manager ClusterIssuer that signs the certificates'),
});

/** How traffic comes in: one back-end for the routes of all components. */
export const routing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('istio'),
    gateway: gateway.describe('Istio Gateway that receives the traffic'),
  }),
  z.strictObject({
    kind: z.literal('gateway-api'),
    gateway: gateway.describe('Gateway (gateway.networking.k8s.io) that receives the traffic'),
    proxyNamespace: dnsLabel
      .optional()
      .describe(
        'Namespace of the proxy pods, which the NetworkPolicies admit (default: the namespace of the Gateway)',
      ),
  }),
  z.strictObject({
    kind: z.literal('ingress'),
    className: dnsLabel
      .default('nginx')
      .describe(
        'IngressClass; a name with "nginx" as a part between dashes counts as ' +
          'ingress-nginx, the only controller that gets timeouts and retries',
      ),
    controllerNamespace: dnsLabel
      .default('ingress-nginx')
      .describe('Namespace of the controller, which the NetworkPolicies admit'),
    tls: tls
      .optional()
      .describe(
        'HTTPS with certificates from cert-manager; without it, the hosts are served over plain HTTP',
      ),
  }),
]);

type Written = z.output<typeof routing>;
type Ingress = Extract<Written, { kind: 'ingress' }>;

/**
 * A routing back-end as the rest of the program knows it:
 * ingress-nginx apart from the controllers of other IngressClasses.
 */
export type Routing =
  | Exclude<Written, Ingress>
  | (Omit<Ingress, 'kind'> & { kind: 'ingress-nginx' })
  | Ingress;

/** The back-end that a config chooses. */
export const backEndIn = (written: Written): Routing => byKind(backEnds, written);

const backEnds: ByKind<Written, [], Routing> = {
  none: (written) => written,
  istio: (written) => written,
  'gateway-api': (written) => written,
  ingress: (written) =>
    isNginx(written.className) ? { ...written, kind: 'ingress-nginx' } : written,
};

/** Whether the controller of an IngressClass is ingress-nginx, as far as its name says: `nginx`, `nginx-internal`. */
const isNginx = (className: string): boolean => className.split('-').includes('nginx');
