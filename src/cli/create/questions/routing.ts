import type { RoutingInput } from '../../../config/schema/inputs.ts';
import type { Offer } from './question.ts';

/** What else is asked about it. */
export interface RoutingFlags {
  readonly gateway: string | undefined;
  readonly 'proxy-namespace': string | undefined;
  readonly 'ingress-class': string | undefined;
  readonly 'ingress-namespace': string | undefined;
  readonly 'tls-issuer': string | undefined;
}

/** How traffic comes in. */
export const routings: {
  readonly [Kind in RoutingInput['kind']]: Offer<
    RoutingFlags,
    Extract<RoutingInput, { kind: Kind }>
  >;
} = {
  none: {
    label: 'Not at all',
    hint: 'only pods of the cluster reach it',
    config: () => undefined,
  },
  ingress: {
    label: 'Ingress',
    hint: 'a controller such as Traefik; ingress-nginx is retired',
    takes: ['host', 'ingress-class', 'ingress-namespace', 'tls-issuer'],
    needs: ['host'],
    config: ({
      'ingress-class': className = usualIngress.className,
      'ingress-namespace': controllerNamespace = usualIngress.namespace,
      'tls-issuer': issuer,
    }) => ({
      kind: 'ingress',
      ...(className === usualIngress.className ? {} : { className }),
      ...(controllerNamespace === usualIngress.namespace ? {} : { controllerNamespace }),
      ...(issuer === undefined ? {} : { tls: { issuer } }),
    }),
  },
  'gateway-api': {
    label: 'Gateway API',
    hint: 'a Gateway of gateway.networking.k8s.io',
    takes: ['host', 'gateway', 'proxy-namespace'],
    needs: ['host', 'gateway'],
    config: ({ gateway = '', 'proxy-namespace': proxyNamespace }) => ({
      kind: 'gateway-api',
      gateway,
      ...(proxyNamespace === undefined ? {} : { proxyNamespace }),
    }),
  },
  istio: {
    label: 'Istio',
    hint: 'an Istio Gateway',
    takes: ['host', 'gateway'],
    needs: ['host', 'gateway'],
    config: ({ gateway = '' }) => ({ kind: 'istio', gateway }),
  },
};

/** What `--gateway` alone means. */
export const usualGatewayRouting = 'istio' satisfies RoutingInput['kind'];

/** What the config says of an Ingress where it says nothing; a test compares. */
export const usualIngress = { className: 'nginx', namespace: 'ingress-nginx' } as const;

/** Whether an IngressClass is one of ingress-nginx, as far as its name says. */
export const isNginx = (className: string): boolean =>
  className.split('-').includes(usualIngress.className);
