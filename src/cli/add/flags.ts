import { acceptFlag } from '../accept-flag.ts';
import type { Flags } from '../command.ts';

/** Flags of everything that is added. They load no schema, so that help stays fast; a test compares the choices. */
const common = {
  yes: { kind: 'boolean', summary: 'Use the defaults and never prompt' },
  'dry-run': { kind: 'boolean', summary: 'Show what would change without writing anything' },
  ...acceptFlag,
} as const satisfies Flags;

export const componentFlags = {
  runtime: {
    kind: 'text',
    summary: 'What its image is made of (default: node)',
    choices: ['node', 'next', 'python', 'custom'],
  },
  'package-manager': { kind: 'text', summary: 'Package manager of the runtime' },
  context: { kind: 'text', summary: 'Folder that its image is built from (default: its name)' },
  port: { kind: 'text', summary: 'HTTP port of its container (default: 3000)' },
  replicas: { kind: 'text', summary: 'Number of pods (default: 1)' },
  path: { kind: 'texts', summary: 'Public path that leads to it; repeatable (default: none)' },
  store: { kind: 'texts', summary: 'Data store that it uses; repeatable (default: none)' },
  calls: { kind: 'texts', summary: 'Component that it calls; repeatable' },
  'called-by': { kind: 'texts', summary: 'Component that calls it; repeatable' },
  ...common,
} as const satisfies Flags;

export const storeFlags = {
  kind: {
    kind: 'text',
    summary: 'What it is',
    choices: ['postgres', 'redis', 'valkey', 'external'],
  },
  component: {
    kind: 'texts',
    summary: 'Component that uses it; repeatable (default: those that use every store)',
  },
  backup: { kind: 'text', summary: 'Backups in production: s3://<bucket>/<path> or none:<reason>' },
  major: { kind: 'text', summary: 'Major version of PostgreSQL (default: 18)' },
  variable: { kind: 'text', summary: 'Variable with its URL (default: <NAME>_URL)' },
  database: { kind: 'text', summary: 'Name of its database (default: app)' },
  owner: { kind: 'text', summary: 'Owner of its database (default: app)' },
  storage: { kind: 'text', summary: 'Size of its volume, such as 20Gi' },
  'max-memory': { kind: 'text', summary: 'Memory for its data, such as 256mb' },
  ...common,
} as const satisfies Flags;

export const environmentFlags = {
  'promoted-from': { kind: 'text', summary: 'Environment that tests what is deployed to it' },
  branch: { kind: 'text', summary: 'Branch that is deployed (default: its name)' },
  host: { kind: 'texts', summary: 'Public host name; repeatable' },
  production: {
    kind: 'text',
    summary: 'Whether the rules for production hold (default: yes for the last environment)',
    choices: ['yes', 'no'],
  },
  backup: {
    kind: 'texts',
    summary: 'Backups there: <store>=s3://<bucket>/<path> or <store>=none:<reason>; repeatable',
  },
  trigger: { kind: 'text', summary: 'What triggers a deployment', choices: ['push', 'release'] },
  sync: {
    kind: 'text',
    summary: 'Whether Argo CD syncs it, or somebody does (default: auto)',
    choices: ['auto', 'manual'],
  },
  namespace: { kind: 'text', summary: 'Namespace (default: <system>-<environment>)' },
  cluster: { kind: 'text', summary: 'API server, as an https URL (default: that of Argo CD)' },
  ...common,
} as const satisfies Flags;

export const routeFlags = {
  match: {
    kind: 'text',
    summary: 'Whether it takes all paths below it too (default: prefix)',
    choices: ['prefix', 'exact'],
  },
  rewrite: { kind: 'text', summary: 'Path that the component gets instead' },
  redirect: { kind: 'text', summary: 'Path that clients are sent to, instead of the component' },
  host: { kind: 'text', summary: 'Host of this route alone, or a label that the domain completes' },
  deny: { kind: 'boolean', summary: 'Answer 403 at the gateway, instead of the component' },
  timeout: { kind: 'text', summary: 'Timeout of a request (default: 30s)' },
  attempts: { kind: 'text', summary: 'Retries at the gateway (default: none)' },
  'per-try': { kind: 'text', summary: 'Timeout of each try' },
  ...common,
} as const satisfies Flags;
