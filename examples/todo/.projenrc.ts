import { GitOpsService, type ConfigInput } from 'create-gitops-service';

type Components = ConfigInput['components'];

/** Four images are built from the backend's folder, each by a Dockerfile of its own. */
const python = (dockerfile?: string): Pick<Components[string], 'runtime' | 'build'> => ({
  runtime: { kind: 'python', version: '3.13' },
  build: { context: 'backend', ...(dockerfile === undefined ? {} : { dockerfile: `backend/${dockerfile}` }) },
});

const resources = (requests: readonly [cpu: string, memory: string], limits: readonly [cpu: string, memory: string]): Components[string]['resources'] => ({
  requests: { cpu: requests[0], memory: requests[1] },
  limits: { cpu: limits[0], memory: limits[1] },
});

const sharedSecret = { BETTER_AUTH_SECRET: { secret: 'app-secrets', key: 'BETTER_AUTH_SECRET' } };

new GitOpsService({
  name: 'todo-app',
  description: 'A to-do list with events, notifications and an MCP server',
  repository: 'https://github.com/acme/hackathon-todo',
  owners: ['@acme/platform'],
  registry: { kind: 'ghcr', pullSecret: 'ghcr-pull-secret' },

  components: {
    frontend: {
      runtime: { kind: 'next' },
      build: { context: 'frontend' },
      port: 3000,
      routes: [{ path: '/', timeout: '60s' }],
      calls: ['backend'],
      stores: ['neon'],
      secretEnv: { ...sharedSecret, DATABASE_URL: { secret: 'app-secrets', key: 'FRONTEND_DATABASE_URL', hint: 'Direct URL of neon for the frontend: without -pooler in its host' } },
      env: { BETTER_AUTH_URL: 'http://localhost:3000' },
      resources: resources(['100m', '128Mi'], ['500m', '512Mi']),
    },
    backend: {
      ...python(),
      port: 8000,
      // A language model may think for longer than a minute.
      routes: [{ path: '/api', timeout: '2m' }],
      // OpenAI has no fixed addresses.
      egress: [{ cidr: '0.0.0.0/0', ports: [443] }],
      stores: ['neon', 'redis'],
      secretEnv: { ...sharedSecret, OPENAI_API_KEY: { secret: 'app-secrets', key: 'OPENAI_API_KEY' } },
      env: { DEBUG: 'false', CORS_ORIGINS: 'http://localhost:3000' },
      publishes: ['task-events', 'notifications'],
      metrics: {},
      resources: resources(['100m', '256Mi'], ['500m', '512Mi']),
    },
    mcp: {
      ...python('Dockerfile.mcp'),
      port: 8001,
      routes: [{ path: '/mcp', timeout: '6h' }],
      calls: ['backend'],
      stores: [],
      resources: resources(['100m', '128Mi'], ['500m', '512Mi']),
    },
    notification: {
      ...python('Dockerfile.notification'),
      port: 8002,
      routes: [],
      stores: ['neon', 'redis'],
      subscribes: ['notifications'],
      metrics: {},
      resources: resources(['100m', '128Mi'], ['500m', '256Mi']),
    },
    'sse-gateway': {
      ...python('Dockerfile.sse-gateway'),
      port: 8003,
      routes: [{ path: '/sse', timeout: '6h' }],
      stores: [],
      subscribes: ['task-events'],
      resources: resources(['100m', '128Mi'], ['500m', '512Mi']),
    },
  },

  dataStores: {
    neon: { kind: 'external', variable: 'DATABASE_URL', secret: { name: 'app-secrets', key: 'DATABASE_URL' } },
    redis: { kind: 'redis', eviction: 'noeviction', persistence: { storage: '1Gi' } },
  },

  messaging: {
    kind: 'dapr',
    broker: {
      kind: 'kafka', secret: 'app-secrets', mechanism: 'SHA-256',
      keys: { brokers: 'REDPANDA_BROKERS', username: 'REDPANDA_USERNAME', password: 'REDPANDA_PASSWORD' },
    },
    topics: { 'task-events': 'task-events', notifications: 'notifications', 'processed-events': 'processed-events' },
    state: 'redis',
    sampling: 0.1,
  },

  environments: {
    staging: {
      branch: 'main', deploy: 'on-push', namespace: 'staging', releaseName: 'todo-app-staging', timeout: '5m',
      hosts: ['staging.todo.${DOMAIN}'],
      overrides: {
        components: {
          frontend: { env: { BETTER_AUTH_URL: 'https://staging.todo.${DOMAIN}' } },
          backend: { env: { CORS_ORIGINS: 'https://staging.todo.${DOMAIN}' }, autoscaling: { enabled: false, min: 1, max: 2, cpu: 70 } },
        },
        messaging: { topics: { 'task-events': 'staging-task-events', notifications: 'staging-notifications', 'processed-events': 'staging-processed-events' }, sampling: 1 },
      },
    },
    production: {
      branch: 'main', trigger: 'release', deploy: 'on-promotion', namespace: 'production', releaseName: 'todo-app', timeout: '10m',
      hosts: ['todo.${DOMAIN}'],
      overrides: {
        components: {
          frontend: { env: { BETTER_AUTH_URL: 'https://todo.${DOMAIN}' }, resources: resources(['200m', '256Mi'], ['1', '1Gi']), autoscaling: { min: 2, max: 4, cpu: 80 } },
          backend: { env: { CORS_ORIGINS: 'https://todo.${DOMAIN}' }, resources: resources(['250m', '256Mi'], ['1', '1Gi']), autoscaling: { min: 2, max: 6, cpu: 70 } },
          mcp: { autoscaling: { min: 1, max: 2, cpu: 80 } },
          notification: { autoscaling: { min: 1, max: 3, cpu: 70 } },
          'sse-gateway': { autoscaling: { min: 2, max: 4, cpu: 70 } },
        },
        monitoring: { kind: 'prometheus', slack: { channel: '#alerts-production', secret: 'app-secrets' } },
      },
    },
  },

  packaging: { kind: 'helm' },
  delivery: { kind: 'push', cluster: { kind: 'doctl', name: 'hackathon-todo' } },
  secrets: { kind: 'manual' },
  routing: { kind: 'ingress', tls: { issuer: 'letsencrypt-prod' } },
  infrastructure: { kind: 'doctl', cluster: 'hackathon-todo', email: 'ops@example.com', sleep: { environments: ['staging'] }, prices: { credit: 200 } },
}).synth();
