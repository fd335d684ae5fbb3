import { paths } from '../../../plan/paths.ts';
import { code } from '../../../render/markdown.ts';
import type { SecretColumn } from '../contract.ts';

/** Where the template of each secret stands. */
export const templateColumn: SecretColumn = {
  title: 'Template',
  cellOf: (environment, secret) => code(paths.secretTemplate(environment, secret)),
};
