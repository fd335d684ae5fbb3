import { checkModuleOf } from '../../../domain/names.ts';

/** Python file of an extra check: `datasets:validate` is scripts/datasets_validate.py. */
export const checkFileOf = (check: string): string => `scripts/${checkModuleOf(check)}.py`;
