import { isProduction } from '../../config/production.ts';
import type { ConfigInput } from '../../config/schema/schema.ts';
import { stores } from '../../stores/index.ts';
import type { Store } from '../../stores/store.ts';
import { environmentsOf } from './environments.ts';

/** A kind of store, by its name. */
export const storeAt = (kind: string): Store | undefined =>
  Object.entries<Store>(stores).find(([name]) => name === kind)?.[1];

/** Whether production wants to hear about backups of this kind. */
export const isBackedUp = (kind: string): boolean =>
  storeAt(kind)?.create?.production({ bucket: 'any', service: 'any' }) !== undefined;

/** The environments in which the rules of production hold. */
export const productionOf = (config: ConfigInput): readonly string[] =>
  Object.entries(environmentsOf(config)).flatMap(([name, { production, deploy }]) =>
    isProduction({ production, deploy }) ? [name] : [],
  );

/** Stores that say nothing of backups for all environments, so that each one of production has to. */
export const withoutBackup = ({ dataStores = {} }: ConfigInput): readonly string[] =>
  Object.entries(dataStores).flatMap(([name, store]) =>
    isBackedUp(store.kind) && !('backup' in store) ? [name] : [],
  );

export const BACKUP_FORM = 's3://<bucket>/<path> or none:<reason>';

/** What a config says of backups; nothing where a text is not written like this. */
export function backupOf(text: string): object | undefined {
  if (text.startsWith('s3://')) return { kind: 'object-store', destination: text };
  const [, reason] = /^none:\s*(\S.*)$/s.exec(text) ?? [];
  return reason === undefined ? undefined : { kind: 'none', reason };
}
