import type { FileSpec } from '../../render/spec.ts';

/** Where the files around secrets come from, for `explain`. */
export const origin: FileSpec['origin'] = {
  feature: 'secrets',
  keys: ['secrets', 'components.*.secretEnv', 'dataStores', 'registry', 'environments'],
};
