/** The Redis that we pin. */
// renovate: datasource=docker depName=redis
export const image = 'docker.io/library/redis:8.2.2-alpine';
