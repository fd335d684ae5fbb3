import type { Role } from '../../domain/waves.ts';
import type { Part } from '../chart-parts/leaf.ts';
import { leavesOf, type Row } from '../chart-parts/rows.ts';
import { waveNumber } from '../../render/value-schemas.ts';
import { theEnvironment } from '../chart-parts/subject.ts';

const roles: readonly Role[] = [
  'configuration',
  'secret',
  'messaging',
  'store',
  'pooler',
  'backup',
  'workload',
  'route',
  'monitor',
];

/** Sync waves follow from what an environment has, so they may differ. */
export const wavesPart = (): Part => ({
  leaves: leavesOf(
    'syncWaves',
    theEnvironment,
    roles.map((role): Row => ({
      value: role,
      from: `waves.${role}`,
      style: 'number',
      description: `Argo CD sync wave of each ${role}`,
      schema: waveNumber,
      onlyIfDifferent: true,
    })),
    [],
  ),
  toggles: [],
  constants: [],
  forms: [],
  helpers: [],
});
