import type { EnvironmentPlan } from '../../plan/plan.ts';
import { code, codes } from '../../render/markdown.ts';
import type { SecretColumn } from './contract.ts';

/** Every secret of an environment as the head and the rows of a table. */
export const secretRows = (
  { name, secrets }: EnvironmentPlan,
  more: readonly SecretColumn[],
): readonly [head: readonly string[], rows: readonly (readonly string[])[]] => [
  ['Secret', 'Type', 'Keys', 'Purpose', 'Read by', ...more.map(({ title }) => title)],
  secrets.map((secret) => [
    code(secret.name),
    code(secret.type),
    codes(secret.keys.map(({ key }) => key)),
    secret.purpose,
    codes(secret.usedBy),
    ...more.map(({ cellOf }) => cellOf(name, secret.name)),
  ]),
];
