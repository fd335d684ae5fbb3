export { namespaceOf, objectNameOf, podVariables, pullSecret, pythonModuleOf, storeVariableOf, usualDockerfileOf } from '../config/names.ts';

/** The secret that `secretEnv` names live in unless said otherwise. */
export const appSecretOf = (service: string): string => `${service}-secrets`;

export const configMapOf = (objectName: string): string => `${objectName}-config`;
