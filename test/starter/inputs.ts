import { versions } from '../../src/plan/versions.ts';
import type {
  NextRuntimePlan,
  NodeRuntimePlan,
  PythonRuntimePlan,
} from '../../src/plan/runtime/runtime.ts';
import type { DockerInput } from '../../src/files/runtime/image/index.ts';
import { validateDataCommand } from '../../src/files/runtime/on-node/validate-data.ts';
import type {
  PythonComponentInput,
  PythonStarterInput,
} from '../../src/files/runtime/python/starter.ts';
import type { StarterInput } from '../../src/files/runtime/on-node/starter-input.ts';

/** The starter of a service with every kind of store and a static folder. */
export const aStarter = (input: Partial<StarterInput> = {}): StarterInput => ({
  service: 'orders',
  description: 'Takes "orders"',
  context: '',
  port: 3000,
  nodeMajor: 24,
  packageManager: { name: 'npm', version: '11.6.2' },
  livePath: '/health/live',
  readyPath: '/health/ready',
  metricsPath: '',
  checks: [
    { name: 'database', driver: 'postgres', environmentVariable: 'DATABASE_URL', critical: true },
    {
      name: 'user-database',
      driver: 'postgres',
      environmentVariable: 'USER_DATABASE_URL',
      critical: true,
    },
    { name: 'cache', driver: 'redis', environmentVariable: 'REDIS_URL', critical: false },
  ],
  topics: ['task-events', 'reminders'],
  copy: ['datasets'],
  hasEnvironment: true,
  scripts: { 'datasets:validate': validateDataCommand(['datasets']) },
  toolVersion: '1.2.3',
  upkeep: 'generated',
  ...input,
});

/** The image of the same service. */
export const anImage = (input: Partial<DockerInput> = {}): DockerInput => ({
  title: 'orders',
  description: 'Takes "orders" for $5\\',
  source: 'https://git.example.com/acme/orders',
  context: '',
  dockerfile: 'Dockerfile',
  port: 3000,
  livePath: '/health/live',
  user: 65532,
  runtime: aNode(),
  ...input,
});

/** A service in Node, in Next.js and in Python. */
export const aNode = (runtime: Partial<NodeRuntimePlan> = {}): NodeRuntimePlan => ({
  kind: 'node',
  ...onNode,
  ...runtime,
});
export const aNext = (runtime: Partial<NextRuntimePlan> = {}): NextRuntimePlan => ({
  kind: 'next',
  ...onNode,
  ...runtime,
});
export const aPython = (runtime: Partial<PythonRuntimePlan> = {}): PythonRuntimePlan => ({
  kind: 'python',
  version: '3.13',
  packageManager: 'uv',
  packageManagerVersion: '0.13.9',
  module: 'app.main',
  copy: ['datasets'],
  starter: true,
  buildImage: versions.python['3.13'].build,
  runImage: versions.python['3.13'].run,
  ...runtime,
});

const onNode = {
  nodeMajor: 24,
  packageManager: 'npm',
  packageManagerVersion: '',
  copy: ['datasets'],
  starter: true,
  buildImage: versions.node[24].build,
  runImage: versions.node[24].run,
} as const;

/**
 * The starter of two services in Python that share a folder: one has
 * every kind of store and a static folder, one has neither.
 */
export const aPythonStarter = (input: Partial<PythonStarterInput> = {}): PythonStarterInput => ({
  description: 'Takes "orders"',
  context: '',
  toolchain: { version: '3.13', packageManager: 'uv' },
  components: [
    aPythonComponent(),
    aPythonComponent({
      name: 'orders-mcp',
      module: 'app.mcp_main',
      port: 8001,
      checks: [],
      topics: [],
      copy: [],
      scripts: [],
    }),
  ],
  ...input,
});

/** One of them. */
export const aPythonComponent = (
  component: Partial<PythonComponentInput> = {},
): PythonComponentInput => {
  const {
    service: name,
    port,
    livePath,
    readyPath,
    metricsPath,
    checks,
    topics,
    copy,
  } = aStarter();
  return {
    name,
    module: 'app.main',
    port,
    livePath,
    readyPath,
    metricsPath,
    checks,
    topics,
    copy,
    scripts: ['datasets:validate'],
    ...component,
  };
};

/** The pnpm that the pnpm variants pin. */
export const pnpm = { name: 'pnpm', version: '10.34.9' } as const;
