/** What this tool and the packages of a new service run on, whatever runs in the image. */
export const oldestNode = '20.19';

/** The packages of a new service: exact, and all of them run on Node 20.19, 22 and 24. */
export const versions = {
  '@opentelemetry/api': '1.9.1',
  '@opentelemetry/exporter-trace-otlp-proto': '0.223.0',
  '@opentelemetry/instrumentation': '0.223.0',
  '@opentelemetry/instrumentation-http': '0.223.0',
  '@opentelemetry/resources': '2.12.0',
  '@opentelemetry/sdk-trace-node': '2.12.0',
  '@types/react': '19.3.0',
  '@types/react-dom': '19.3.0',
  constructs: '10.8.1',
  fastify: '5.12.8',
  next: '16.4.6',
  nodemon: '3.1.14',
  oxlint: '1.89.0',
  pino: '10.4.0',
  'prom-client': '15.1.3',
  projen: '0.103.25',
  react: '19.3.1',
  'react-dom': '19.3.1',
  tsx: '4.23.15',
  typescript: '6.0.3',
  // What vitest runs on; it would take any later one.
  vite: '8.3.8',
  vitest: '4.1.12',
} as const;

/** Versions of packages that others bring: from 6.8 on, this one brings packages that refuse Node 20. */
export const held = { 'light-my-request': '6.6.0' } as const;

/** The types of the Node that the service runs on. */
export const nodeTypes = { 22: '22.20.5', 24: '24.19.2' } as const;
