import { storeVariableOf } from '../domain/names.ts';
import { requestedLoad, times, type Load } from '../domain/load.ts';
import type { ResourcesPlan } from '../domain/resources.ts';
import type { StoreConfig, StorePlace } from './store.ts';

/** The variable with the connection URL of a store. */
export const variableOf = (key: string, { variable }: StoreConfig): string =>
  variable ?? storeVariableOf(key);

/** The host of a Service as every pod of the environment finds it. */
export const hostOf = (service: string, { namespace, isAlone }: StorePlace): string =>
  isAlone ? service : `${service}.${namespace}.svc`;

/** What so many servers request. */
export const serversLoad = (count: number, { requests, limits }: ResourcesPlan): Load =>
  times(count, requestedLoad({ requests, limits }, requests));
