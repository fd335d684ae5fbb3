/** Python file of an extra check: `datasets:validate` is scripts/datasets_validate.py. */
export const checkFileOf = (check: string): string =>
  `scripts/${check.replace(/[^a-z0-9]/g, '_')}.py`;
