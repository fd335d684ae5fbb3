import { backupRows } from './backups.ts';
import { componentRows } from './components.ts';
import { databaseRows } from './databases.ts';
import { deliveryRows } from './delivery.ts';
import { infrastructureRows } from './infrastructure.ts';
import { outsideRows } from './outside.ts';
import { placeRows } from './places.ts';
import type { Row } from './row.ts';
import { secretRows } from './secrets.ts';
import { storeRows } from './stores.ts';
import { syncRows } from './sync.ts';
import { trafficRows } from './traffic.ts';
import { volumeRows } from './volumes.ts';

/** Every consequence that we know, in the order in which they are told. */
export const rows: readonly Row[] = [
  ...placeRows,
  ...deliveryRows,
  ...syncRows,
  ...componentRows,
  ...storeRows,
  ...volumeRows,
  ...databaseRows,
  ...backupRows,
  ...outsideRows,
  ...secretRows,
  ...trafficRows,
  ...infrastructureRows,
];
