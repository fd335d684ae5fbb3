import type { Operator } from '../operator.ts';
import { releases } from './versions.ts';

const namespace = 'cnpg-system';

/** Runs PostgreSQL. */
export const cloudNativePg = {
  name: 'cloudnative-pg',
  title: 'CloudNativePG',
  prerequisite: 'CloudNativePG',
  why: 'runs PostgreSQL',
  neededFor: 'PostgreSQL',
  ...releases.cloudNativePg,
  namespace,
  deployments: ['cnpg-controller-manager'],
  group: 'postgresql.cnpg.io',
  definition: 'clusters.postgresql.cnpg.io',
  labels: ['app.kubernetes.io/name=cloudnative-pg'],
  needsCertificates: false,
  waited: { 'postgresql.cnpg.io/v1/Cluster': 'cluster.postgresql.cnpg.io' },
} as const satisfies Operator;

/** Archives and restores it. */
export const barmanCloud = {
  name: 'barman-cloud',
  title: 'Barman Cloud plugin',
  prerequisite: 'Barman Cloud plugin of CloudNativePG',
  why: 'backups of PostgreSQL',
  neededFor: 'backups',
  ...releases.barmanCloud,
  namespace,
  deployments: ['barman-cloud'],
  group: 'barmancloud.cnpg.io',
  definition: 'objectstores.barmancloud.cnpg.io',
  labels: ['app=barman-cloud'],
  needsCertificates: true,
  waited: {},
} as const satisfies Operator;
