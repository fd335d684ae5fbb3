/** The Valkey that we pin. */
// renovate: datasource=docker depName=valkey/valkey
export const image = 'docker.io/valkey/valkey:8.1.4-alpine';
