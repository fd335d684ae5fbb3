import { GitOpsService } from 'create-gitops-service';

// Transparenta.eu: a budget API with two databases and a cache, in two environments.
new GitOpsService({
  name: 'hack-for-facts-eb-server',
  system: 'hack-for-facts',
  description: 'Budget execution API of Transparenta.eu',
  repository: 'https://github.com/acme/hack-for-facts-eb-server',
  owners: ['@acme/platform'],
  registry: { kind: 'harbor', host: 'harbor.devostack.com', project: 'hack-for-facts' },

  components: {
    server: {
      runtime: { kind: 'node', version: 24, packageManager: 'pnpm', copy: ['datasets'] },
      port: 3000,
      health: {
        live: { path: '/health/live', initialDelay: '15s', period: '20s' },
        ready: { path: '/health/ready', initialDelay: '5s', period: '10s' },
        checks: {
          database: { store: 'postgres-deployment' },
          'user-database': { store: 'postgres-userdata' },
          cache: { store: 'redis', critical: false },
        },
      },
      resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '1', memory: '1Gi' } },
      env: { LOG_LEVEL: 'debug', OTEL_EXPORTER_OTLP_ENDPOINT: 'https://example.com' },
      secretEnv: ['JWT_SECRET'],
      routes: [
        // MCP streams over server-sent events: connections last for hours, and a retry would break them.
        { path: '/mcp', timeout: '6h', retries: 0 },
        { path: '/', timeout: '30s', retries: { attempts: 3, perTry: '7s' } },
      ],
      // The identity provider. OTEL_EXPORTER_OTLP_ENDPOINT already admits the OpenTelemetry collector.
      egress: [{ cidr: '0.0.0.0/0', ports: [443] }],
      checks: ['datasets:validate'],
    },
  },

  dataStores: {
    // Budget execution: large, read-heavy, analytical.
    'postgres-deployment': {
      kind: 'postgres', version: 18, objectName: 'postgres-db', variable: 'DATABASE_URL',
      database: 'hack-for-facts-dev', owner: 'hack-for-facts', storage: '100Gi',
    },
    // Accounts and sessions: small, write-heavy, with OLTP defaults.
    'postgres-userdata': {
      kind: 'postgres', version: 18, variable: 'USER_DATABASE_URL',
      database: 'userdata-dev', owner: 'userdata', storage: '50Gi',
    },
    redis: { kind: 'redis', maxMemory: '768mb', eviction: 'allkeys-lru', resources: { requests: { memory: '1Gi' }, limits: { memory: '1Gi' } } },
  },

  environments: {
    dev: { branch: 'dev', deploy: 'on-push', hosts: ['api-dev.transparenta.eu'] },
    prod: {
      branch: 'main', deploy: 'on-promotion', hosts: ['api.transparenta.eu'],
      overrides: {
        components: { server: { env: { LOG_LEVEL: 'info' }, resources: { limits: { cpu: '3', memory: '4Gi' } } } },
        dataStores: {
          'postgres-deployment': {
            database: 'hack-for-facts-prod', instances: 2, storage: '200Gi', walStorage: '50Gi',
            resources: { requests: { cpu: '2', memory: '8Gi' }, limits: { cpu: '4', memory: '8Gi' } },
            parameters: {
              // 25 % and 75 % of the memory.
              shared_buffers: '2GB', effective_cache_size: '6GB', work_mem: '64MB', maintenance_work_mem: '512MB',
              // Analytical queries over data that is partitioned by year.
              max_parallel_workers_per_gather: '4', min_parallel_table_scan_size: '1MB',
              enable_partition_pruning: 'on', enable_partitionwise_join: 'on', enable_partitionwise_aggregate: 'on',
              jit: 'on', jit_above_cost: '100000',
            },
            backup: { kind: 'object-store', destination: 's3://hack-for-facts-backups/postgres-db', schedule: '0 2 * * *', retention: '30d' },
          },
          'postgres-userdata': {
            database: 'userdata-prod', instances: 2, storage: '200Gi',
            backup: { kind: 'object-store', destination: 's3://hack-for-facts-backups/postgres-userdata', schedule: '30 2 * * *', retention: '30d' },
          },
          redis: { maxMemory: '1152mb', resources: { requests: { memory: '1536Mi' }, limits: { memory: '1536Mi' } } },
        },
      },
    },
  },

  delivery: { kind: 'argocd', project: 'transparenta.eu' },
  secrets: { kind: 'sealed-secrets', scriptInFolders: true },
  routing: { kind: 'istio', gateway: 'istio-system/istio-https-gateway' },
  ci: {
    kind: 'github-actions',
    secretStore: {
      kind: 'bitwarden',
      ids: { REGISTRY_USERNAME: '00000000-0000-0000-0000-000000000001', REGISTRY_PASSWORD: '00000000-0000-0000-0000-000000000002' },
    },
    scan: 'trivy',
    notify: 'slack',
  },

  decisions: {
    'No staging environment': 'Small team, dev serves as pre-production; staging adds overhead without proportional value.',
    'Argo CD over Flux CD': 'Better user interface, the project already uses it, the team knows it.',
    'Kustomize over Helm': 'Simpler for this service, and Argo CD reads it natively.',
    'Sealed Secrets over External Secrets': 'Self-contained: no external vault to depend on.',
    'Images named by commit and digest': 'Every pod can be traced to its source, and nobody can move a digest.',
    'Production by promotion': 'A person approves each change of production, which prevents accidents.',
    'Autovacuum stays on': 'Analytics loads are followed by VACUUM ANALYZE, but switching autovacuum off risks transaction id wraparound.',
  },
}).synth();
