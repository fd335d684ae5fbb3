import type { ValueRow, ValueSwitch } from '../../render/chart-value.ts';
import {
  bucket,
  bytes,
  cron,
  oneOf,
  optionalBytes,
  optionalDnsLabel,
  optionalUrl,
  postgresImage,
  retention,
  stringsBy,
  whole,
} from '../../render/value-schemas.ts';
import { commonRows, type StoreChart } from '../chart.ts';
import { unsaid } from './backup/index.ts';
import type { PostgresPlan } from './plan.ts';

const rows: readonly ValueRow[] = [
  {
    value: 'instances',
    from: 'instances',
    style: 'number',
    description: 'PostgreSQL servers; two or more fail over',
    schema: whole(1, 9),
  },
  ...commonRows.map((row) => (row.value === 'image' ? { ...row, schema: postgresImage } : row)),
  {
    value: 'storage',
    from: 'storage',
    style: 'text',
    description: 'Size of each data volume; it can only grow',
    schema: bytes,
  },
  {
    value: 'walStorage',
    from: 'walStorage',
    style: 'text',
    description: 'Size of a separate volume for the write-ahead log; empty for none',
    schema: optionalBytes,
    optional: true,
  },
  {
    value: 'storageClass',
    from: 'storageClass',
    style: 'text',
    description: 'StorageClass of the volumes; empty for the default of the cluster',
    schema: optionalDnsLabel,
    optional: true,
  },
  {
    value: 'parameters',
    from: 'parameters',
    style: 'strings',
    description: 'postgresql.conf parameters, as strings',
    schema: stringsBy('^[a-z][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)?$'),
  },
  {
    value: 'pooler.instances',
    from: 'pooler.instances',
    style: 'number',
    description: 'PgBouncer servers',
    schema: whole(1, 9),
  },
  {
    value: 'pooler.mode',
    from: 'pooler.mode',
    style: 'text',
    description: 'PgBouncer pool mode: how long a client keeps its server connection',
    schema: oneOf('session', 'transaction'),
  },
  {
    value: 'pooler.size',
    from: 'pooler.size',
    style: 'number',
    description: 'Server connections per database and user',
    schema: whole(1, 1000),
  },
  {
    value: 'backup.destination',
    from: 'backup.destination',
    style: 'text',
    description: 'Bucket and path',
    schema: bucket,
  },
  {
    value: 'backup.endpoint',
    from: 'backup.endpoint',
    style: 'text',
    description: 'Endpoint of an S3-compatible store; empty for AWS',
    schema: optionalUrl,
    optional: true,
  },
  {
    value: 'backup.schedule',
    from: 'backup.schedule',
    style: 'text',
    description: 'When a base backup is taken (UTC, six cron fields)',
    schema: cron,
  },
  {
    value: 'backup.retention',
    from: 'backup.retention',
    style: 'text',
    description: 'How long backups are kept',
    schema: retention,
  },
];

const switches: readonly ValueSwitch[] = [
  { value: 'walStorage', from: 'walStorage' },
  { value: 'storageClass', from: 'storageClass' },
  { value: 'parameters', from: 'parameters', off: {} },
  { value: 'pooler.enabled', from: 'pooler', description: 'PgBouncer in front of it' },
  {
    value: 'backup.enabled',
    from: 'backup',
    off: unsaid,
    description: 'Archive the write-ahead log and take base backups',
  },
  { value: 'backup.endpoint', from: 'backup.endpoint' },
];

/** What of a PostgreSQL becomes values of a chart. */
export const chart: StoreChart<PostgresPlan> = {
  rows,
  switches,
  hasPods: false,
  settings: undefined,
};
