/**
 * What `--store` may name: a list of its own, so that `--help` need
 * not load the table of stores, with which a test compares it.
 */
export const storeChoices: readonly string[] = ['postgres', 'redis', 'valkey'];
