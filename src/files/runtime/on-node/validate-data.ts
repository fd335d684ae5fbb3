/** The script that checks every JSON and CSV file of static folders. */
export const validateData = 'scripts/validate-data.mjs';

/** The command that checks every JSON and CSV file of the static folders, for a script such as `datasets:validate`. */
export const validateDataCommand = (folders: readonly string[]): string =>
  ['node', validateData, ...folders].join(' ');
