import type { EnvironmentPlan } from '../../plan/plan.ts';
import { code, codes } from '../../render/markdown.ts';
import { rowsPerEnvironment } from '../writing/per-environment.ts';

/** Every secret of every environment as the head and the rows of a table. */
export const secretRows = (
  environments: readonly EnvironmentPlan[],
): readonly [head: readonly string[], rows: readonly (readonly string[])[]] => [
  ['Environment', 'Secret', 'Type', 'Keys', 'Purpose', 'Read by'],
  rowsPerEnvironment(environments, ({ secrets }) =>
    secrets.map(({ name, type, keys, purpose, usedBy }) => [
      code(name),
      code(type),
      codes(keys.map(({ key }) => key)),
      purpose,
      codes(usedBy),
    ]),
  ),
];
