/** Names of a component's objects: the service's with one component, else `<service>-<component>`. */
export const objectNameOf = (service: string, component: string, components: number): string => (components === 1 ? service : `${service}-${component}`);

/** The secret that `secretEnv` names live in unless said otherwise. */
export const appSecretOf = (service: string): string => `${service}-secrets`;

/** The secret that pulls images. */
export const pullSecret = 'registry-credentials';

export const configMapOf = (objectName: string): string => `${objectName}-config`;

/** A variable's name for a store's connection URL: `postgres-userdata` → `POSTGRES_USERDATA_URL`. */
export const storeVariableOf = (store: string): string => `${store.toUpperCase().replaceAll('-', '_')}_URL`;
