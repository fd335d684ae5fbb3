import type { NoRouting } from './plan.ts';

/** Nothing from outside arrives. */
export const noRouting = (): NoRouting => ({
  kind: 'none',
  gatewayNamespace: undefined,
  identity: undefined,
  scheme: 'https',
  obeysRoutes: true,
  denies: false,
  section: 'routing',
  objectKinds: [],
  className: 'nginx',
  bootstrap: {
    controllers: [],
    entrance: [],
    namespaces: [],
    hasBalancer: false,
    certificates: undefined,
  },
  decision: undefined,
  warnings: [],
});
